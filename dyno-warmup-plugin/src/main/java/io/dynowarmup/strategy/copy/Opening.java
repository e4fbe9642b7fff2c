// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Dynomite pass writes on, and waits until every write that it dropped has run at the source,
 * and every write that the bulk may have copied has run here as well. Dynomite sends the writes of
 * one node in order, so a marker through each node's Dynomite that was sent after the opening and
 * has arrived on both sides proves it for that node.
 */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /** The least time in milliseconds; all of it for a node whose Dynomite takes no marker. */
  private static final long SETTLE_MILLIS = 2_000;

  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);

  /** What it waits for most of the time. */
  static final String ARRIVAL =
      "waiting for a write through each node's Dynomite to arrive on both sides";

  private static final long TRY_MILLIS = 500;
  private static final long LOOK_MILLIS = 10;
  private static final long CONFIRM_MILLIS = 5_000;

  private final TransferContext context;
  private boolean begun;
  private OptionalInt connection = OptionalInt.empty();
  private Deadline settled;
  private long sinceNanos;
  private OptionalLong firstNanos = OptionalLong.empty();
  private long tripNanos;

  Opening(TransferContext context) {
    this.context = context;
  }

  /** Returns whether Dynomite was set to RESUMING, or is being set. */
  boolean begun() {
    return begun;
  }

  /** Returns the {@link TransferContext#connection} for which the opening is over. */
  int connection() {
    return connection.getAsInt();
  }

  /** Returns what it still waits for; empty if the opening is over. */
  Optional<String> waitsFor() throws InterruptedException {
    if (settled != null && !context.connection().equals(connection)) {
      // Dynomite was away. It starts in NORMAL.
      settled = null;
      firstNanos = OptionalLong.empty();
    }
    if (settled == null && !passesWrites()) {
      return Optional.of("waiting for Dynomite to pass writes on");
    }
    OptionalInt now = context.connection();
    if (!now.isPresent()) {
      return Optional.of("waiting for Dynomite's peers");
    }
    if (settled == null) {
      connection = now;
      settled = Deadline.after(context.ticker(), SETTLE_MILLIS);
      sinceNanos = context.ticker().nanos();
    }
    return settled.passed() && arrived() ? Optional.empty() : Optional.of(ARRIVAL);
  }

  /** Looks often, because the time that the markers take counts. */
  private boolean arrived() throws InterruptedException {
    long now = context.ticker().nanos();
    firstNanos = firstNanos.isPresent() ? firstNanos : OptionalLong.of(now);
    Deadline limit = Deadline.after(context.ticker(), TRY_MILLIS);
    boolean all = context.writesArrivedSince(sinceNanos);
    while (!all && !limit.passed() && !context.cancel().isCancelled()) {
      context.pause().millis(LOOK_MILLIS, context.cancel());
      all = context.writesArrivedSince(sinceNanos);
    }
    long took = context.ticker().nanos() - firstNanos.getAsLong();
    tripNanos = context.watchesWrites() ? took : Math.max(took, SETTLE_NANOS);
    return all;
  }

  /**
   * Returns whether a write that had run at the source before a moment may have reached this node
   * only after it was opened: the markers took longer than that.
   *
   * @param nanos as {@link io.dynowarmup.time.Ticker#nanos}
   */
  boolean mayHaveComeAfter(long nanos) {
    OptionalLong opened = context.gate().openedNanos();
    return !opened.isPresent() || opened.getAsLong() - nanos <= tripNanos;
  }

  /** Sets RESUMING; a Dynomite that does not answer or is starting is asked again later. */
  private boolean passesWrites() {
    begun = true;
    try {
      hold(TRY_MILLIS, context.cancel());
      return true;
    } catch (WarmupException e) {
      if (e.reason() == Reason.ABORTED) {
        throw e;
      }
      LOG.debug("Dynomite does not pass writes on yet", e);
      return false;
    }
  }

  /** Opens for a copy that ends early, and waits for the least time. */
  void early() throws InterruptedException {
    begun = true;
    try {
      hold(CONFIRM_MILLIS, CancelSignal.never());
    } catch (WarmupException e) {
      LOG.warn("Writes are missing here until Dynomite is in service: {}", e.getMessage());
    }
    context.pause().millis(SETTLE_MILLIS, CancelSignal.never());
  }

  private void hold(long millis, CancelSignal signal) {
    context.gate().hold(DynomiteState.RESUMING, Deadline.after(context.ticker(), millis), signal);
  }
}
