// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;

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

  /** Part of the answer to a command that the state does not allow. */
  private static final String REFUSAL = "state does not allow";

  private final String path;

  DynomiteState(String path) {
    this.path = path;
  }

  /** Returns the last part of the admin path that sets this state, {@code /state/<path>}. */
  public String path() {
    return path;
  }

  /** Returns whether a Dynomite has refused a command because of its state. */
  public static boolean hasRefused(WarmupException e) {
    return e.reason() == Reason.REDIS_ERROR && e.getMessage().contains(REFUSAL);
  }
}
