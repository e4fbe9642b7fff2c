// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/** The states of a node. The state decides what the node does to traffic. */
enum State {
  /** Held for a moment at the start. */
  INIT,
  /** Held for a moment at the start; with gossip enabled, until the first gossip round. */
  JOINING,
  NORMAL,
  STANDBY,
  WRITES_ONLY,
  RESUMING
}
