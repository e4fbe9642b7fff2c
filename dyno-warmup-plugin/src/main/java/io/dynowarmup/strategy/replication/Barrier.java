// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.dynomite.traffic.FlushResult;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.strategy.replication.queue.QueuedWrites;
import io.dynowarmup.strategy.replication.queue.WritesOnlyExit;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import java.util.OptionalLong;
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
 * <p>A write is then in the stream up to M, in the queue, or in both. If the plan allows it, the
 * node is also detached when the time for this is too short. Some writes are then missing here.
 */
final class Barrier {
  private static final Logger LOG = LoggerFactory.getLogger(Barrier.class);

  /** The least time for emptying the queue after an early detach. */
  private static final long EARLY_FLUSH_MILLIS = 3_000;

  private static final long READ_MILLIS = 20;

  private final TransferContext context;
  private final SourcePause pause;

  Barrier(TransferContext context) {
    this.context = context;
    this.pause = new SourcePause(context);
  }

  /**
   * Tries once.
   *
   * @param read reads what has arrived of both sides' streams; called now and then
   */
  HandOverReport pass(HandOverPlan plan, Attachment attachment, Runnable read)
      throws InterruptedException {
    HandOverAttempt attempt = new HandOverAttempt(plan, attachment, read);
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
    if (!attempt.resumed) {
      interrupted |= Thread.interrupted();
      leave(attempt, interrupted);
    }
    LOG.info(
        "Hand-over {}: {} ms in WRITES_ONLY, settle {} ms{}",
        attempt.result(),
        attempt.queued.millis(),
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
  private void leave(HandOverAttempt attempt, boolean interrupted) throws InterruptedException {
    try {
      if (attempt.queued.begun()) {
        new WritesOnlyExit(context).leave();
        attempt.queued.end();
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
  private final class HandOverAttempt {
    private final HandOverPlan plan;
    private final Attachment attachment;
    private final Runnable read;
    private final Deadline limit;
    private final Arrival arrival;
    private final QueuedWrites queued = new QueuedWrites(context);
    private boolean late;
    private boolean early;
    private boolean resumed;
    private OptionalLong missing = OptionalLong.empty();
    private WarmupException refusal;
    private String why = "";

    HandOverAttempt(HandOverPlan plan, Attachment attachment, Runnable read) {
      this.plan = plan;
      this.attachment = attachment;
      this.read = read;
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
      queued.begin();
      boolean arrived = settled() && reached(target());
      missing = arrival.missing();
      if (!arrived && !mayDetachEarly() || ends(queued.otherState()) || tooSlow()) {
        return;
      }
      early = !arrived;
      attachment.detachAt(arrived ? arrival.here() : here());
      confirmMaster();
      pause.end();
      if (spoils(queued.otherState())) {
        return;
      }
      read.run();
      queued.resume();
      if (spoils(queued.tooOld(plan.queueMillis()))) {
        return;
      }
      FlushResult flushed =
          context.queue().flushToMaster(Deadline.after(context.ticker(), flushMillis()));
      if (!flushed.proven()) {
        refused(flushed);
        return;
      }
      read.run();
      resumed = !spoils(queued.tooOld(2 * plan.queueMillis()));
    }

    /** A queue that Dynomite dropped is followed by a second in which it refuses requests. */
    private long flushMillis() {
      return plan.early() ? Math.max(plan.queueMillis(), EARLY_FLUSH_MILLIS) : plan.queueMillis();
    }

    private boolean ends(Optional<String> problem) {
      why = problem.orElse(why);
      return problem.isPresent();
    }

    /** Returns whether a problem after the detach ends the try: the journals may show its loss. */
    private boolean spoils(Optional<String> problem) {
      early |= plan.early() && problem.isPresent();
      return ends(problem) && !plan.early();
    }

    private boolean tooSlow() {
      return !plan.early() && ends(queued.tooSlow(plan.queueMillis()));
    }

    /** Returns whether only the time was too short, and the plan allows an early detach. */
    private boolean mayDetachEarly() {
      late |= arrival.late();
      if (!late || !plan.early()) {
        return false;
      }
      ReplicationInfo source = context.source().info("replication").replication();
      ReplicationInfo here = here();
      missing =
          OptionalLong.of(
              Math.max(0, source.masterOffset().orElse(0) - here.replicaOffset().orElse(0)));
      return source.isMaster()
          && source.replid().equals(here.replid())
          && attachment.isTo(here)
          && here.linkUp()
          && !here.syncInProgress();
    }

    private ReplicationInfo here() {
      return context.local().info("replication").replication();
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
      while (!settle.passed() && !context.cancel().isCancelled()) {
        context.pause().millis(Math.min(READ_MILLIS, settle.leftMillis()), context.cancel());
        read.run();
      }
      while (!context.markers().arrived()) {
        if (limit.passed() || context.cancel().isCancelled()) {
          late = !context.cancel().isCancelled();
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

    private boolean reached(ReplicationInfo target) throws InterruptedException {
      Optional<String> missing = arrival.await(target);
      why = missing.orElse("");
      return !missing.isPresent();
    }

    private void confirmMaster() {
      if (!here().isMaster()) {
        throw new WarmupException(
            Reason.REDIS_ERROR,
            "Redis " + context.local().endpoint() + " is still a replica after SLAVEOF NO ONE");
      }
    }

    private long settleMillis() {
      return pause.wanted() ? plan.pauseSettleMillis() : plan.settleMillis();
    }

    private boolean held() {
      return resumed && !early;
    }

    private String result() {
      return held() ? "held" : resumed ? "detached early" : "did not hold";
    }

    HandOverReport report() {
      return new HandOverReport.Builder()
          .held(held())
          .late(late)
          .detachedEarly(resumed && early)
          .settleMillis(settleMillis())
          .settleNote(plan.note())
          .writesOnlyMillis(queued.millis())
          .lagBytes(arrival.lag())
          .missingBytes(held() ? OptionalLong.of(0) : missing)
          .why(why)
          .build();
    }
  }
}
