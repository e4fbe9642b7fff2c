// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.queue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;

/**
 * Leaves WRITES_ONLY after a barrier that did not hold: it empties the queue where that does no
 * harm, and closes Dynomite again.
 */
public final class WritesOnlyExit {
  private static final long PURGE_MILLIS = 10_000;

  /**
   * The minimum time, even if the budget is spent, because a queue that remains is replayed later.
   */
  private static final long LEAST_PURGE_MILLIS = 2_000;

  private static final long LEAVE_RETRY_MILLIS = 50;

  private final TransferContext context;

  public WritesOnlyExit(TransferContext context) {
    this.context = context;
  }

  /**
   * Leaves WRITES_ONLY.
   *
   * @throws WarmupException if the queue may not be empty
   */
  public void leave() throws InterruptedException {
    long most = Math.min(PURGE_MILLIS, context.budget().leftMillis());
    Deadline limit = Deadline.after(context.ticker(), Math.max(LEAST_PURGE_MILLIS, most));
    // A Redis that postpones its answers also refuses the queued commands.
    Patience patience = Patience.withLocal(context.ticker(), context.config().stallMillis());
    while (true) {
      try {
        emptyQueue(atLeast(limit));
        return;
      } catch (WarmupException e) {
        boolean later = patience.mayPass(e) && !context.budget().passed();
        if (limit.passed() && !later) {
          throw e;
        }
      }
      context.pause().millis(LEAVE_RETRY_MILLIS, CancelSignal.never());
    }
  }

  private Deadline atLeast(Deadline limit) {
    return limit.passed() ? Deadline.after(context.ticker(), LEAST_PURGE_MILLIS) : limit;
  }

  private void emptyQueue(Deadline limit) {
    if (context.local().info("replication").replication().isMaster()) {
      context.queue().flushToMaster(limit);
      context.gate().hold(DynomiteState.STANDBY, limit, CancelSignal.never());
    } else {
      context.queue().purgeFromReplica(limit);
    }
  }
}
