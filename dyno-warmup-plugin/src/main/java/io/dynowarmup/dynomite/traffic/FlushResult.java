// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import java.util.Optional;

/** What it took to empty Dynomite's queue. */
public final class FlushResult {
  private final int probesSent;
  private final int rounds;
  private final int stateResets;
  private final boolean proven;
  private final WarmupException refusal;

  FlushResult(
      int probesSent, int rounds, int stateResets, boolean proven, WarmupException refusal) {
    this.probesSent = probesSent;
    this.rounds = rounds;
    this.stateResets = stateResets;
    this.proven = proven;
    this.refusal = refusal;
  }

  /** Probes sent, all rounds together. */
  public int probesSent() {
    return probesSent;
  }

  /** Rounds of probes: one when all arrived at once, and one more after NORMAL. */
  public int rounds() {
    return rounds;
  }

  /** How often Dynomite had left the state meanwhile and was put back into it. */
  public int stateResets() {
    return stateResets;
  }

  /**
   * Whether the local Redis shows that each probe came through. False for a flush onto a Redis that
   * refuses writes, which takes no marker and refused what was queued; and for a purge under quorum
   * consistency on a Redis older than 6.2, which does not count what it refuses.
   */
  public boolean proven() {
    return proven;
  }

  /** Why the local Redis, a master, refuses writes; empty when it does not. */
  public Optional<WarmupException> refusal() {
    return Optional.ofNullable(refusal);
  }

  FlushResult plus(FlushResult more) {
    return new FlushResult(
        probesSent + more.probesSent,
        rounds + more.rounds,
        stateResets + more.stateResets,
        proven && more.proven,
        more.refusal == null ? refusal : more.refusal);
  }

  @Override
  public String toString() {
    return probesSent
        + " probes in "
        + rounds
        + (rounds == 1 ? " round" : " rounds")
        + (stateResets == 0 ? "" : ", the state was set again " + stateResets + " times")
        + (proven ? "" : ", not proven");
  }
}
