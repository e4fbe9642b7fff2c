// SPDX-License-Identifier: Apache-2.0
/**
 * What a warm-up does to the traffic of the node, and how it looks at it: Dynomite's state, the
 * queue of WRITES_ONLY, the peers' connections, round trips, health.
 */
package io.dynowarmup.dynomite.traffic;
