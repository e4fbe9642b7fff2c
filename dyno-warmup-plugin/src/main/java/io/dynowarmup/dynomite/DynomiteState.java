// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

/** The states of Dynomite that an operator or a warm-up can set, and two for other results. */
public enum DynomiteState {
  /** Refuses reads and writes; a write that a peer replicates to it is lost. */
  STANDBY("standby"),
  /** Refuses reads; queues writes in memory. */
  WRITES_ONLY("writes_only"),
  /** Refuses reads; sends writes to Redis. The first write also sends the queue. */
  RESUMING("resuming"),
  /** Serves reads and writes. */
  NORMAL("normal"),
  /** Reports another state (INIT, JOINING, DOWN, ...). */
  OTHER(""),
  /** The admin port does not answer. */
  UNREACHABLE("");

  private final String path;

  DynomiteState(String path) {
    this.path = path;
  }

  /** Returns the last part of the admin path that sets this state, {@code /state/<path>}. */
  public String path() {
    return path;
  }
}
