// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.time.Deadline;

/**
 * Decides how long PREFLIGHT waits for the local Redis.
 *
 * <p>A Redis that is up but postpones its answer is waited for. A Redis that is down is waited for
 * only in a start-up run, because it may be starting. In a manual run, a silent Redis gets a few
 * tries.
 */
public final class LocalWait {
  private final boolean startup;
  private final Deadline limit;
  private final Patience patience;

  public LocalWait(RunContext context) {
    this.startup = context.request().trigger() == Trigger.STARTUP;
    this.limit = Deadline.after(context.ticker(), context.config().redisWaitMillis());
    this.patience = Patience.withLocal(context.ticker(), context.config().stallMillis());
  }

  public boolean mayPass(WarmupException e) {
    if (startup || e.reason().isPostponed()) {
      return e.reason().isTransient() && !limit.passed();
    }
    return e.reason().isUnanswered() && patience.mayPass(e);
  }
}
