// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import org.immutables.value.Value;

/** The effort that it took to empty Dynomite's queue. */
@Value.Immutable(builder = false)
public abstract class FlushResult {
  FlushResult() {}

  /** Returns the number of probes sent in all rounds. */
  abstract int probesSent();

  /**
   * Returns the number of rounds of probes: one if all arrived at once, and one more after NORMAL.
   */
  abstract int rounds();

  /** Returns how often Dynomite had left the state and was set back. */
  abstract int stateResets();

  /**
   * Returns whether the local Redis shows that each probe arrived.
   *
   * <p>False for a flush to a Redis that refuses writes: it accepts no marker, and it refused the
   * queued writes. Also false for a purge under quorum consistency to a Redis older than 6.2, which
   * does not count refused commands.
   */
  public abstract boolean proven();

  /** Returns why the local Redis, a master, refuses writes; empty if it accepts them. */
  public abstract Optional<WarmupException> refusal();

  FlushResult plus(FlushResult more) {
    return ImmutableFlushResult.of(
        probesSent() + more.probesSent(),
        rounds() + more.rounds(),
        stateResets() + more.stateResets(),
        proven() && more.proven(),
        more.refusal().isPresent() ? more.refusal() : refusal());
  }

  @Override
  public String toString() {
    return Units.count(probesSent(), "probe")
        + " in "
        + Units.count(rounds(), "round")
        + (stateResets() == 0
            ? ""
            : ", the state was set again " + Units.count(stateResets(), "time"))
        + (proven() ? "" : ", not proven");
  }
}
