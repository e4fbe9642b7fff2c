// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import java.util.Optional;

/** The effort that it took to empty Dynomite's queue. Immutable. */
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

  /** Returns the number of probes sent in all rounds. */
  public int probesSent() {
    return probesSent;
  }

  /**
   * Returns the number of rounds of probes: one if all arrived at once, and one more after NORMAL.
   */
  public int rounds() {
    return rounds;
  }

  /** Returns how often Dynomite had left the state and was set back. */
  public int stateResets() {
    return stateResets;
  }

  /**
   * Returns whether the local Redis shows that each probe arrived.
   *
   * <p>False for a flush to a Redis that refuses writes: it accepts no marker, and it refused the
   * queued writes. Also false for a purge under quorum consistency to a Redis older than 6.2, which
   * does not count refused commands.
   */
  public boolean proven() {
    return proven;
  }

  /** Returns why the local Redis, a master, refuses writes; empty if it accepts them. */
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
