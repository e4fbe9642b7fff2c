// SPDX-License-Identifier: Apache-2.0
/** The local Redis and Dynomite as one node: found, probed, claimed, detached. */
package io.dynowarmup.node;
