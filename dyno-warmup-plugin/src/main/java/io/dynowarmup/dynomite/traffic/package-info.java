// SPDX-License-Identifier: Apache-2.0
/**
 * Changes and observes the traffic of the node: Dynomite's state, the queue of WRITES_ONLY, the
 * peers' connections, round-trip times, health.
 */
package io.dynowarmup.dynomite.traffic;
