// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication.queue;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The writes that Dynomite queues in one WRITES_ONLY, and how old they are. */
public final class QueuedWrites {
  /**
   * How long Dynomite's admin port may take to confirm a state, in milliseconds. On loopback it
   * takes one or two.
   */
  private static final long CONFIRM_MILLIS = 1_000;

  private final TransferContext context;
  private long startedAt;
  private long endedAt;
  private boolean begun;
  private long changeMillis;

  public QueuedWrites(TransferContext context) {
    this.context = context;
  }

  /** Sets WRITES_ONLY. From now on Dynomite may hold a queue, even if this method throws. */
  public void begin() {
    startedAt = context.ticker().nanos();
    begun = true;
    context.gate().hold(DynomiteState.WRITES_ONLY, confirmLimit(), CancelSignal.never());
    changeMillis = millis();
  }

  /** Sets RESUMING. Dynomite sends its queue with the next write. */
  public void resume() {
    context.gate().hold(DynomiteState.RESUMING, confirmLimit(), CancelSignal.never());
    end();
  }

  /** Records that WRITES_ONLY has ended. */
  public void end() {
    endedAt = endedAt == 0 ? context.ticker().nanos() : endedAt;
  }

  /** Returns whether Dynomite may have queued writes. */
  public boolean begun() {
    return begun;
  }

  /** Returns the time in WRITES_ONLY in milliseconds. */
  public long millis() {
    if (!begun) {
      return 0;
    }
    return TimeUnit.NANOSECONDS.toMillis(
        (endedAt == 0 ? context.ticker().nanos() : endedAt) - startedAt);
  }

  /**
   * Returns why RESUMING cannot follow before the queue is too old; empty if it can. To find this
   * out after the detach would cost a full sync.
   */
  public Optional<String> tooSlow(long mostMillis) {
    long held = millis();
    return held + changeMillis > mostMillis
        ? Optional.of(
            String.format(
                "Dynomite has held writes for %d ms, a change of its state takes %d ms, and its"
                    + " queue is certain to be complete for %d ms only",
                held, changeMillis, mostMillis))
        : Optional.empty();
  }

  /** Returns that Dynomite may have dropped its queue; empty if the queue is young enough. */
  public Optional<String> tooOld(long mostMillis) {
    long age = TimeUnit.NANOSECONDS.toMillis(context.ticker().nanos() - startedAt);
    return age > mostMillis
        ? Optional.of("after " + age + " ms Dynomite may have dropped what it had queued")
        : Optional.empty();
  }

  /**
   * Returns which other state Dynomite was found in; empty if it has been in WRITES_ONLY all the
   * time. In another state it would have passed writes to a replica, which refuses them. Only this
   * try sets WRITES_ONLY.
   */
  public Optional<String> otherState() throws InterruptedException {
    Deadline end = confirmLimit();
    DynomiteState seen = context.gate().reassert();
    while (seen == DynomiteState.UNREACHABLE && !end.passed()) {
      context.pause().millis(1, CancelSignal.never());
      seen = context.gate().reassert();
    }
    return seen == DynomiteState.WRITES_ONLY
        ? Optional.empty()
        : Optional.of(
            "Dynomite was found in "
                + seen
                + " instead of WRITES_ONLY; check whether gossip or another tool sets its state");
  }

  private Deadline confirmLimit() {
    return Deadline.after(context.ticker(), CONFIRM_MILLIS);
  }
}
