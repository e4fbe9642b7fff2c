// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.traffic.FlushResult;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over from replica to master without losing a write of the cluster. The steps are:
 *
 * <ol>
 *   <li>WRITES_ONLY: from now on Dynomite queues every write that reaches this node.
 *   <li>Settle: every write that reached this node before has run on the source.
 *   <li>Read the source's replication offset M.
 *   <li>Wait until the local offset reaches M.
 *   <li>Detach, set RESUMING and empty the queue.
 * </ol>
 *
 * <p>A write is then in the stream up to M, in the queue, or in both.
 */
final class Barrier {
  private static final Logger LOG = LoggerFactory.getLogger(Barrier.class);

  /**
   * How long Dynomite's admin port may take to confirm a state, in milliseconds. On loopback it
   * takes one or two.
   */
  private static final long CONFIRM_MILLIS = 1_000;

  private final TransferContext context;
  private final SourcePause pause;

  Barrier(TransferContext context) {
    this.context = context;
    this.pause = new SourcePause(context);
  }

  HandOverReport pass(HandOverPlan plan, Attachment attachment) throws InterruptedException {
    Attempt attempt = new Attempt(plan, attachment);
    boolean interrupted = false;
    try {
      context.queue().open();
      attempt.prepare();
      attempt.run();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (WarmupException e) {
      attempt.why = e.getMessage();
    } finally {
      pause.end();
    }
    if (!attempt.held()) {
      interrupted |= Thread.interrupted();
      leave(attempt, interrupted);
    }
    LOG.info(
        "Hand-over {}: {} ms in WRITES_ONLY, settle {} ms{}",
        attempt.held() ? "held" : "did not hold",
        attempt.writesOnlyMillis(),
        attempt.settleMillis(),
        attempt.why.isEmpty() ? "" : ", " + attempt.why);
    if (attempt.refusal != null) {
      throw attempt.refusal;
    }
    return attempt.report();
  }

  /**
   * Empties the queue where that does no harm, and closes Dynomite again.
   *
   * @param interrupted whether the thread was interrupted before; the interrupt is reported
   *     afterwards
   * @throws WarmupException if the queue may not be empty
   */
  private void leave(Attempt attempt, boolean interrupted) throws InterruptedException {
    try {
      if (attempt.entered) {
        new Retreat(context).leave();
        attempt.endWritesOnly();
      }
    } catch (WarmupException e) {
      if (!interrupted) {
        throw e;
      }
      LOG.warn("Hand-over was interrupted, and its queue may not be empty: {}", e.getMessage());
    }
    if (interrupted) {
      throw new InterruptedException("during the hand-over");
    }
  }

  /** One try of the hand-over. */
  private final class Attempt {
    private final HandOverPlan plan;
    private final Attachment attachment;
    private final Deadline limit;
    private final Arrival arrival;
    private long startedAt;
    private long endedAt;

    /** Whether Dynomite may have queued writes. */
    private boolean entered;

    private boolean resumed;
    private long changeMillis;
    private WarmupException refusal;
    private String why = "";

    Attempt(HandOverPlan plan, Attachment attachment) {
      this.plan = plan;
      this.attachment = attachment;
      this.limit = Deadline.after(context.ticker(), plan.limitMillis());
      this.arrival = new Arrival(context, attachment, limit, plan.limitMillis());
    }

    /** Runs before WRITES_ONLY, whose time is limited. */
    void prepare() {
      if (plan.pauseMillis() > 0) {
        pause.prepare();
      }
    }

    void run() throws InterruptedException {
      startedAt = context.ticker().nanos();
      entered = true;
      context.gate().hold(DynomiteState.WRITES_ONLY, confirmLimit(), CancelSignal.never());
      changeMillis = writesOnlyMillis();
      if (!settled() || !reached(target()) || !queuedThroughout() || !inTime()) {
        return;
      }
      attachment.detachAt(arrival.here());
      confirmMaster();
      pause.end();
      if (!queuedThroughout()) {
        return;
      }
      context.gate().hold(DynomiteState.RESUMING, confirmLimit(), CancelSignal.never());
      endWritesOnly();
      if (tooOld(plan.queueMillis())) {
        return;
      }
      FlushResult flushed =
          context.queue().flushToMaster(Deadline.after(context.ticker(), plan.queueMillis()));
      if (!flushed.proven()) {
        refused(flushed);
        return;
      }
      if (tooOld(2 * plan.queueMillis())) {
        return;
      }
      resumed = true;
    }

    /**
     * Waits until every write that reached this node before WRITES_ONLY has run on the source: for
     * the settle time, and for the peers' markers to arrive through the source.
     */
    private boolean settled() throws InterruptedException {
      if (pause.wanted()) {
        // During the pause a marker would wait at the source until the pause ends.
        context.pause().millis(plan.pauseSettleMillis(), context.cancel());
        return true;
      }
      Deadline settle = Deadline.after(context.ticker(), plan.settleMillis());
      context.markers().send(limit.leftMillis());
      context.pause().millis(settle.leftMillis(), context.cancel());
      while (!context.markers().arrived()) {
        if (limit.passed() || context.cancel().isCancelled()) {
          why =
              "a write through a peer's Dynomite did not come through the source within "
                  + plan.limitMillis()
                  + " ms";
          return false;
        }
        context.pause().millis(1, context.cancel());
      }
      return true;
    }

    /** Returns the source after the settle time, with its writes paused if requested. */
    private ReplicationInfo target() {
      return pause.wanted()
          ? pause.begin(plan.pauseMillis())
          : context.source().info("replication").replication();
    }

    private void refused(FlushResult flushed) {
      Reason reason = flushed.refusal().map(WarmupException::reason).orElse(Reason.REFUSES_WRITES);
      why =
          "the local Redis refused what Dynomite had queued: "
              + flushed.refusal().map(Throwable::getMessage).orElse(flushed.toString());
      refusal = new WarmupException(reason, why);
    }

    /**
     * Returns whether RESUMING can follow before the queue is too old. To find this out after the
     * detach would cost a full sync.
     */
    private boolean inTime() {
      boolean late = writesOnlyMillis() + changeMillis > plan.queueMillis();
      if (late) {
        why =
            String.format(
                "Dynomite's admin port is too slow: a change of state takes %d ms, and what it"
                    + " queues may not be older than %d ms",
                changeMillis, plan.queueMillis());
      }
      return !late;
    }

    private boolean tooOld(long mostMillis) {
      long age = TimeUnit.NANOSECONDS.toMillis(context.ticker().nanos() - startedAt);
      if (age > mostMillis) {
        why = "after " + age + " ms Dynomite may have dropped what it had queued";
      }
      return age > mostMillis;
    }

    /**
     * Returns whether Dynomite has been in WRITES_ONLY all the time. In another state it would have
     * passed writes to a replica, which refuses them. Only this try sets WRITES_ONLY.
     */
    private boolean queuedThroughout() throws InterruptedException {
      Deadline end = confirmLimit();
      DynomiteState seen = context.gate().reassert();
      while (seen == DynomiteState.UNREACHABLE && !end.passed()) {
        context.pause().millis(1, CancelSignal.never());
        seen = context.gate().reassert();
      }
      if (seen != DynomiteState.WRITES_ONLY) {
        why =
            "Dynomite was found in "
                + seen
                + " instead of WRITES_ONLY; check whether gossip or another tool sets its state";
      }
      return seen == DynomiteState.WRITES_ONLY;
    }

    private boolean reached(ReplicationInfo target) throws InterruptedException {
      Optional<String> missing = arrival.await(target);
      why = missing.orElse("");
      return !missing.isPresent();
    }

    private Deadline confirmLimit() {
      return Deadline.after(context.ticker(), CONFIRM_MILLIS);
    }

    private void confirmMaster() {
      if (!context.local().info("replication").replication().isMaster()) {
        throw new WarmupException(
            Reason.REDIS_ERROR,
            "Redis " + context.local().endpoint() + " is still a replica after SLAVEOF NO ONE");
      }
    }

    void endWritesOnly() {
      if (endedAt == 0) {
        endedAt = context.ticker().nanos();
      }
    }

    long settleMillis() {
      return pause.wanted() ? plan.pauseSettleMillis() : plan.settleMillis();
    }

    long writesOnlyMillis() {
      return TimeUnit.NANOSECONDS.toMillis(
          (endedAt == 0 ? context.ticker().nanos() : endedAt) - startedAt);
    }

    boolean held() {
      return resumed;
    }

    HandOverReport report() {
      return new HandOverReport.Builder()
          .held(held())
          .settleMillis(settleMillis())
          .settleNote(plan.note())
          .writesOnlyMillis(writesOnlyMillis())
          .lagBytes(arrival.lag())
          .missingBytes(held() ? OptionalLong.of(0) : arrival.missing())
          .why(why)
          .build();
    }
  }
}
