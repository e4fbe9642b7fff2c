// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.Patience;

/** Repeats a step of a run while its failure may pass, within {@code stall.msec}. */
public final class Outlast {
  private static final long RETRY_MILLIS = 200;

  private Outlast() {}

  /**
   * @throws WarmupException the failure of the step if it is permanent, or did not pass in time
   */
  public static <T> T passing(Run run, Persistence.Step<T> step) throws InterruptedException {
    Patience patience = Patience.withLocal(run.ticker(), run.config().stallMillis());
    while (true) {
      try {
        T result = step.run();
        patience.worked();
        return result;
      } catch (WarmupException e) {
        if (!patience.mayPass(e) || run.cancel().isCancelled() || run.budgetSpent()) {
          throw e;
        }
        run.board().note(e.getMessage());
      }
      run.pause().millis(RETRY_MILLIS, run.cancel());
    }
  }
}
