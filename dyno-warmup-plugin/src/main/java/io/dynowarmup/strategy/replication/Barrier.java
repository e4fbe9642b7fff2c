package io.dynowarmup.strategy.replication;

import io.dynowarmup.HandOverReport;
import io.dynowarmup.WarmupException;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.ReplicationInfo;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.spi.TransferContext;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hand-over from "replica" to "master" in which no write of the cluster gets lost: WRITES_ONLY
 * (from now on every write that reaches us is queued), settle (every write that reached us before
 * has run on the source), read the source's offset M, wait until ours is at M, detach, RESUMING. A
 * write is then in the stream up to M, in the queue, or in both.
 */
final class Barrier {
  private static final Logger LOG = LoggerFactory.getLogger(Barrier.class);

  /**
   * How long Dynomite's admin port may take to confirm a state; on loopback that takes a
   * millisecond or two.
   */
  private static final long CONFIRM_MILLIS = 1_000;

  private static final long PURGE_MILLIS = 10_000;

  /**
   * Far below the 5 s that Dynomite keeps a queue: past it, nobody can say whether the queue is
   * whole.
   */
  private static final long QUEUE_DOUBTFUL_MILLIS = 2_000;

  private final TransferContext context;

  Barrier(TransferContext context) {
    this.context = context;
  }

  HandOverReport pass(HandOverPlan plan, Attachment attachment) throws InterruptedException {
    context.queue().open();
    Attempt attempt = new Attempt(plan, attachment);
    try {
      attempt.run();
    } catch (InterruptedException e) {
      leave(attempt);
      throw e;
    } catch (WarmupException e) {
      attempt.why = e.getMessage();
    }
    if (!attempt.held()) {
      leaveUninterrupted(attempt);
    }
    LOG.info(
        "hand-over {}: {} ms in WRITES_ONLY, settle {} ms{}",
        attempt.held() ? "held" : "did not hold",
        attempt.writesOnlyMillis(),
        plan.settleMillis(),
        attempt.why.isEmpty() ? "" : ", " + attempt.why);
    return attempt.report();
  }

  private void leaveUninterrupted(Attempt attempt) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    leave(attempt);
    if (interrupted) {
      throw new InterruptedException();
    }
  }

  /** Empties the queue where it does no harm, and closes Dynomite again. */
  private void leave(Attempt attempt) {
    Deadline limit = Deadline.after(context.ticker(), PURGE_MILLIS);
    if (context.local().info("replication").replication().isMaster()) {
      context.queue().flushToMaster(limit);
      context.gate().hold(DynomiteState.STANDBY, limit, CancelSignal.never());
    } else {
      context.queue().purgeFromReplica(limit);
    }
    attempt.endWritesOnly();
  }

  /** One try. */
  private final class Attempt {
    private final HandOverPlan plan;
    private final Attachment attachment;
    private final Deadline limit;
    private long startedAt;
    private long endedAt;
    private boolean resumed;
    private long lag = -1;
    private long missing = -1;
    private String why = "";

    Attempt(HandOverPlan plan, Attachment attachment) {
      this.plan = plan;
      this.attachment = attachment;
      this.limit = Deadline.after(context.ticker(), plan.limitMillis());
    }

    void run() throws InterruptedException {
      startedAt = context.ticker().nanos();
      context.gate().hold(DynomiteState.WRITES_ONLY, confirmLimit(), CancelSignal.never());
      if (!settled() || !reached(context.source().info("replication").replication())) {
        return;
      }
      DynomiteState found = context.gate().reassert();
      if (found != DynomiteState.WRITES_ONLY) {
        // what came meanwhile was not queued but refused by the replica, and may be behind M
        why =
            "Dynomite was found in "
                + found
                + " instead of WRITES_ONLY; check whether gossip or somebody else sets its state";
        return;
      }
      context.local().replicaOfNoOne();
      confirmMaster();
      context.gate().hold(DynomiteState.RESUMING, confirmLimit(), CancelSignal.never());
      endWritesOnly();
      if (writesOnlyMillis() > QUEUE_DOUBTFUL_MILLIS) {
        why =
            "WRITES_ONLY lasted "
                + writesOnlyMillis()
                + " ms: Dynomite may have dropped what it had queued";
        return;
      }
      resumed = true;
      missing = 0;
    }

    /**
     * Waits until what had reached us before WRITES_ONLY must have run on the source: for the
     * settle time, and for the peers' markers to come through the source.
     */
    private boolean settled() throws InterruptedException {
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

    /** Waits until all that ran on the source before {@code target} was read has arrived here. */
    private boolean reached(ReplicationInfo target) throws InterruptedException {
      if (!target.isMaster()) {
        why = context.sourcePeer() + " is no master any more";
        return false;
      }
      while (true) {
        ReplicationInfo here = context.local().info("replication").replication();
        why = doubt(target, here);
        long behind = target.masterOffset() - here.replicaOffset();
        missing = Math.max(0, behind);
        if (lag < 0) {
          lag = missing;
        }
        if (why.isEmpty() && behind <= 0) {
          return true;
        }
        if (why.isEmpty() && limit.passed()) {
          why = behind + " bytes were still missing after " + plan.limitMillis() + " ms";
        }
        if (!why.isEmpty()) {
          return false;
        }
        context.pause().millis(1, context.cancel());
      }
    }

    /** Why the two offsets cannot be compared; empty when they can. */
    private String doubt(ReplicationInfo target, ReplicationInfo here) {
      if (context.cancel().isCancelled()) {
        return "asked to end: " + context.cancel().reason();
      }
      if (!attachment.isTo(here)) {
        return "the local Redis is not a replica of " + context.sourcePeer() + " any more";
      }
      if (!here.linkUp() || here.syncInProgress()) {
        return "the replication link broke";
      }
      if (target.replid().isEmpty() || !target.replid().equals(here.replid())) {
        return "the source's replication id has changed";
      }
      return "";
    }

    private Deadline confirmLimit() {
      return Deadline.after(context.ticker(), CONFIRM_MILLIS);
    }

    private void confirmMaster() {
      if (!context.local().info("replication").replication().isMaster()) {
        throw new WarmupException(
            WarmupException.Reason.REDIS_ERROR,
            "Redis " + context.local().endpoint() + " is still a replica after SLAVEOF NO ONE");
      }
    }

    void endWritesOnly() {
      if (endedAt == 0) {
        endedAt = context.ticker().nanos();
      }
    }

    long writesOnlyMillis() {
      return TimeUnit.NANOSECONDS.toMillis(
          (endedAt == 0 ? context.ticker().nanos() : endedAt) - startedAt);
    }

    boolean held() {
      return resumed;
    }

    HandOverReport report() {
      return new HandOverReport(
          1, held(), plan.settleMillis(), plan.note(), writesOnlyMillis(), lag, missing, why);
    }
  }
}
