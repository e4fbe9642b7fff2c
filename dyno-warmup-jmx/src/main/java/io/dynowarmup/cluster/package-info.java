// SPDX-License-Identifier: Apache-2.0
/** Reads all nodes of a cluster: their MBeans, or their Redis and Dynomite. */
package io.dynowarmup.cluster;
