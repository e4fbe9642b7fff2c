// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;

/**
 * One phase of one run. Decides what comes next; never outlasts the run's budget by more than a
 * command.
 */
abstract class Phase {
  protected final Run run;

  Phase(Run run) {
    this.run = run;
  }

  abstract WarmupPhase name();

  /**
   * Does a step. Returns itself to be called again after a pause, another phase to go on, null at
   * the end.
   */
  abstract Phase advance() throws InterruptedException;

  /** Milliseconds between two steps. */
  long intervalMillis() {
    return run.config().pollMillis();
  }

  /** Where to go when the budget is spent. */
  Phase onBudgetSpent() throws InterruptedException {
    return new RestorePhase(
        run,
        RunResult.failed(Reason.BUDGET_SPENT, run.budgetText() + " before a source was found"));
  }

  /** Where to go when a step threw. */
  Phase onFailure(WarmupException e) throws InterruptedException {
    return new RestorePhase(run, RunResult.failed(e));
  }
}
