// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/**
 * The states of a Dynomite that an operator or a warm-up can set, and two for when there is no
 * answer.
 */
public enum DynomiteState {
  /** Refuses reads and writes; a peer's replicated write is lost. */
  STANDBY("standby"),
  /** Refuses reads; queues writes in memory. */
  WRITES_ONLY("writes_only"),
  /** Refuses reads; sends writes to Redis, and the queue with the first of them. */
  RESUMING("resuming"),
  /** Serves reads and writes. */
  NORMAL("normal"),
  /** Answers, with a state that is none of these (INIT, JOINING, DOWN, ...). */
  OTHER(""),
  /** The admin port does not answer. */
  UNREACHABLE("");

  private final String path;

  DynomiteState(String path) {
    this.path = path;
  }

  /** The last part of the admin path that sets this state, {@code /state/<path>}. */
  public String path() {
    return path;
  }
}
