// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/** What a node does to traffic. */
enum State {
  /** For a moment at the start. */
  INIT,
  /** For a moment at the start; with gossip until the first round of it. */
  JOINING,
  NORMAL,
  STANDBY,
  WRITES_ONLY,
  RESUMING
}
