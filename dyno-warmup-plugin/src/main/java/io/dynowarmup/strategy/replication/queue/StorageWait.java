// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.queue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits before the hand-over until Dynomite has connected to its Redis again.
 *
 * <p>A Dynomite that has lost its Redis tries to connect after 1, 2, 4 s and so on, up to its
 * {@code server_retry_timeout}. Until then it answers each write with an error. A hand-over that
 * detaches the node meanwhile cannot empty the queue, and the data has to be copied again.
 *
 * <p>Probes find out. The local Redis is a read-only replica and refuses them, and all writes that
 * Dynomite passes on beside them; those writes arrive through the stream.
 */
public final class StorageWait {
  private static final Logger LOG = LoggerFactory.getLogger(StorageWait.class);

  /** Longer than the longest wait, if {@code server_retry_timeout} is 30 s as in the manager. */
  private static final long MOST_MILLIS = 40_000;

  private static final long PROBE_MILLIS = 1_000;
  private static final long RETRY_MILLIS = 50;

  private final TransferContext context;

  public StorageWait(TransferContext context) {
    this.context = context;
  }

  /**
   * Waits, unless Dynomite has had its connections since its start. Returns in any case: the
   * hand-over shows what is wrong.
   */
  public void await() throws InterruptedException {
    if (!context.gate().hasLostStorage()) {
      return;
    }
    long most = Math.min(MOST_MILLIS, context.budget().leftMillis());
    Deadline limit = Deadline.after(context.ticker(), most);
    boolean first = true;
    while (!connected()) {
      if (limit.passed() || context.cancel().isCancelled()) {
        LOG.info("Dynomite has not connected to its Redis within {} ms", most);
        return;
      }
      if (first) {
        context.notes().accept("waiting until Dynomite has connected to its Redis again");
        LOG.info("Waiting until Dynomite has connected to its Redis again");
        first = false;
      }
      context.pause().millis(RETRY_MILLIS, context.cancel());
    }
  }

  private boolean connected() {
    Deadline limit = Deadline.after(context.ticker(), PROBE_MILLIS);
    try {
      context.queue().purgeFromReplica(limit);
      return true;
    } catch (WarmupException e) {
      LOG.debug("Dynomite's probes do not reach its Redis", e);
      Deadline closing = Deadline.after(context.ticker(), PROBE_MILLIS);
      context.gate().hold(DynomiteState.STANDBY, closing, CancelSignal.never());
      return e.reason() != Reason.TIME_OUT;
    }
  }
}
