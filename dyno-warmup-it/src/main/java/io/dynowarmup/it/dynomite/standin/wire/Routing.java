// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.wire;

/**
 * Defines which nodes receive a command. Which node of a rack owns the key is a separate question.
 */
public enum Routing {
  /** Reads go to the owner in the own rack, writes to the owner in every rack. */
  NORMAL,
  /** Goes to the own Redis, whichever node owns the key: PING, INFO, KEYS, SCAN, CONFIG. */
  THIS_NODE,
  /** Goes to the owner in the own rack, whatever the consistency. */
  OWN_RACK,
  /** Goes to every node: SCRIPT LOAD and similar commands. */
  EVERY_NODE
}
