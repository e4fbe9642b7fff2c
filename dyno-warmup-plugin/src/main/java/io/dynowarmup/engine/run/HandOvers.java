// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.spi.HandOverPlan;
import java.util.Optional;
import java.util.OptionalLong;

/** The hand-overs that a run has tried, and the plan of the next one. */
public final class HandOvers {
  private final Run run;
  private int tries;
  private boolean late;
  private Optional<RunResult> doubt = Optional.empty();

  HandOvers(Run run) {
    this.run = run;
  }

  /** Returns the number of tries. */
  public int tries() {
    return tries;
  }

  /** Counts a try; returns their number. */
  public int count() {
    return ++tries;
  }

  /** Counts from zero again, for the next part of the data. */
  public void reset() {
    tries = 0;
  }

  /** Records that the time in WRITES_ONLY was too short for a hand-over. */
  public void wasLate() {
    late = true;
  }

  /** Forgets the tries: the next hand-over is from another source. */
  public void ofAnotherSource() {
    reset();
    late = false;
  }

  /** Records what may be missing of the data that is here, until other data replaces it. */
  public void doubt(RunResult partial) {
    doubt = Optional.of(partial);
  }

  /** Returns how the run ends if it finds no other source and the data stays; empty if warm. */
  public Optional<RunResult> doubt() {
    return doubt;
  }

  /** Returns the plan of the next hand-over. One that cannot hold may detach early. */
  public HandOverPlan plan(OptionalLong writesPerSecond) {
    HandOverPlan plan = run.latencies().plan(writesPerSecond);
    return mayDetachEarly() && (late || !plan.canHold()) ? plan.allowEarly() : plan;
  }

  /** Returns whether the settings and the strategy allow to detach before all has arrived. */
  public boolean mayDetachEarly() {
    KnownSources sources = run.context().sources();
    return run.context().config().handOver().reconcileMillis() > 0
        && run.strategy().replicates()
        && !sources.authority().union()
        && !sources.plan().isPresent();
  }
}
