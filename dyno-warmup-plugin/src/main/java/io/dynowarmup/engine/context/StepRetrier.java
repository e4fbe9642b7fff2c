// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.Patience;

/** Repeats a step of a run while its failure may pass, within {@code stall.msec}. */
public final class StepRetrier {
  private static final long RETRY_MILLIS = 200;

  private StepRetrier() {}

  /**
   * @throws WarmupException the failure of the step if it is permanent, or did not pass in time
   */
  public static <T> T passing(RunContext context, RestoreRetrier.Step<T> step)
      throws InterruptedException {
    Patience patience = Patience.withLocal(context.ticker(), context.config().stallMillis());
    while (true) {
      try {
        T result = step.run();
        patience.worked();
        return result;
      } catch (WarmupException e) {
        if (!patience.mayPass(e) || context.cancel().isCancelled() || context.budgetSpent()) {
          throw e;
        }
        context.board().note(e.getMessage());
      }
      context.pause().millis(RETRY_MILLIS, context.cancel());
    }
  }
}
