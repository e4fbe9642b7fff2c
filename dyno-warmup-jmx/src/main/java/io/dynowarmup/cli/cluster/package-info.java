// SPDX-License-Identifier: Apache-2.0
/** Shows all nodes of a cluster, one line each. */
package io.dynowarmup.cli.cluster;
