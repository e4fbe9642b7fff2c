// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;

/**
 * One phase of one run. It decides which phase follows. It outlasts the run's budget by at most one
 * command.
 */
abstract class Phase {
  protected final Run run;

  Phase(Run run) {
    this.run = run;
  }

  abstract WarmupPhase name();

  /**
   * Does one step.
   *
   * @return this phase to be called again after a pause, another phase to move on, null at the end
   */
  abstract Phase advance() throws InterruptedException;

  /** Returns the pause between two steps, in milliseconds. */
  long intervalMillis() {
    return run.config().pollMillis();
  }

  /** Returns the phase to enter when the budget is spent. */
  Phase onBudgetSpent() throws InterruptedException {
    return new RestorePhase(
        run,
        RunResult.failed(Reason.BUDGET_SPENT, run.budgetText() + " before a source was found"));
  }

  /** Returns the phase to enter when a step failed. */
  Phase onFailure(WarmupException e) throws InterruptedException {
    return new RestorePhase(run, RunResult.failed(e));
  }
}
