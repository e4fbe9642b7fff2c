// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;

/**
 * One phase of one run. It decides which phase follows. It outlasts the run's budget by at most one
 * command.
 */
abstract class Phase {
  protected final Run run;
  protected final RunContext context;
  protected final KnownSources sources;

  Phase(Run run) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
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
    return context.config().pollMillis();
  }

  /** Returns the phase to enter when the budget is spent. */
  Phase onBudgetSpent() throws InterruptedException {
    return new RestorePhase(
        run,
        RunResult.failed(Reason.BUDGET_SPENT, context.budgetText() + " before a source was found"));
  }

  /** Returns the phase to enter when the run has to end. */
  Phase onCancelled() throws InterruptedException {
    return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
  }

  /** Returns the phase to enter when a step failed. */
  Phase onFailure(WarmupException e) throws InterruptedException {
    return new RestorePhase(run, RunResult.failed(e));
  }
}
