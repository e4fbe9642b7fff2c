// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

/** Where Dynomite sends a command, apart from the key. */
public enum Routing {
  /** Reads to the owner in the own rack, writes to the owner in every rack. */
  NORMAL,
  /** To the own Redis, whoever owns the key: PING, INFO, KEYS, SCAN, CONFIG. */
  THIS_NODE,
  /** To the owner in the own rack, whatever the consistency. */
  OWN_RACK,
  /** To every node there is: SCRIPT LOAD and its like. */
  EVERY_NODE
}
