// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.ForeignMaster;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Age;
import io.dynowarmup.time.Moment;
import java.util.Optional;

/**
 * What to do with what an interrupted run has left. Pure.
 *
 * <p>Nothing is lost by starting over: every write of the cluster is on the source as well. So
 * wherever it cannot be told that the node has everything, it starts over.
 */
public final class Recovery {
  /**
   * How old what Dynomite has queued may be: it drops the queue after its {@code timeout}, 5 s
   * unless configured otherwise.
   */
  static final long QUEUE_MILLIS = 2_000;

  /** Dynomite tells its uptime in whole seconds. */
  private static final long UPTIME_TOLERANCE_MILLIS = 1_500;

  /** What to do. */
  public enum Action {
    /** Nothing was left, or it is over. */
    NONE,
    /** The replica goes on where it is. */
    ADOPT,
    /** The barrier had held: only the way back into service is missing. */
    FINISH,
    /** The node is cold, whatever it holds. */
    AGAIN
  }

  private Recovery() {}

  /** What was found on the node. */
  public static final class Found {
    private final RedisInfo redis;
    private final DynomiteState dynomite;
    private final long dynomiteUptimeMillis;
    private final Moment now;

    /**
     * @param dynomiteUptimeMillis -1 unknown
     */
    public Found(RedisInfo redis, DynomiteState dynomite, long dynomiteUptimeMillis, Moment now) {
      this.redis = redis;
      this.dynomite = dynomite;
      this.dynomiteUptimeMillis = dynomiteUptimeMillis;
      this.now = now;
    }

    private Age ageOf(Moment then) {
      return Age.of(then, now);
    }
  }

  /**
   * @param forgetAfterMillis a node that has been in service for longer since is not touched
   */
  public static Action action(
      Optional<InterruptedRun> unfinished, Found found, long forgetAfterMillis) {
    if (!unfinished.isPresent()) {
      return Action.NONE;
    }
    InterruptedRun run = unfinished.get();
    ReplicationInfo replication = found.redis.replication();
    if (replication.isReplica()) {
      return of(run, replication) ? Action.ADOPT : Action.NONE;
    }
    if (barrierHeld(run, found)) {
      return Action.FINISH;
    }
    boolean served =
        found.dynomite == DynomiteState.NORMAL
            && found.redis.keys() > 0
            && found.ageOf(run.phaseSince()).leastMillis() > forgetAfterMillis;
    return served ? Action.NONE : Action.AGAIN;
  }

  private static boolean of(InterruptedRun run, ReplicationInfo replication) {
    return run.source().port() == replication.masterPort()
        && run.source().host().equalsIgnoreCase(replication.masterHost());
  }

  /** Why a run keeps its hands off a replica that is not ours to end; empty when it need not. */
  public static Optional<RunResult> foreign(
      Optional<InterruptedRun> unfinished, ReplicationInfo local) {
    return !local.isReplica() || unfinished.filter(u -> of(u, local)).isPresent()
        ? Optional.empty()
        : Optional.of(
            RunResult.skipped(
                Reason.FOREIGN_REPLICA,
                "foreign replica: the local Redis replicates from "
                    + local.masterHost()
                    + ":"
                    + local.masterPort()
                    + ", which this warm-up did not set up. "
                    + ForeignMaster.remedy(false)));
  }

  /**
   * In HAND_OVER Redis becomes a master only when everything from before WRITES_ONLY is there; what
   * came after is in Dynomite's queue, as long as that lives. Where it was a master all along that
   * tells nothing. RESTORE of a run that was WARMED begins after the queue was emptied.
   */
  private static boolean barrierHeld(InterruptedRun run, Found found) {
    String runId = found.redis.get("run_id").orElse("");
    if (!run.sameRedis(runId) || found.redis.loading() || restarted(run, found)) {
      return false;
    }
    boolean open = found.dynomite == DynomiteState.RESUMING;
    if (run.in(WarmupPhase.HAND_OVER)) {
      return !run.keptData()
          && (open || found.dynomite == DynomiteState.WRITES_ONLY)
          && found.ageOf(run.phaseSince()).mostMillis() < QUEUE_MILLIS;
    }
    return run.in(WarmupPhase.RESTORE)
        && run.endingAs(WarmupOutcome.WARMED)
        && (open || found.dynomite == DynomiteState.NORMAL);
  }

  /**
   * A Dynomite that was restarted has lost its queue, and all that was written meanwhile. Its
   * uptime tells nothing once the wall clock was set: then it may have been.
   */
  private static boolean restarted(InterruptedRun run, Found found) {
    Age age = found.ageOf(run.phaseSince());
    return age.clockWasSet()
        || (found.dynomiteUptimeMillis >= 0
            && found.dynomiteUptimeMillis + UPTIME_TOLERANCE_MILLIS < age.mostMillis());
  }

  /** What is left of the budget of the run that is adopted. */
  public static long budgetLeft(InterruptedRun run, long budgetMillis, Moment now) {
    // a clock that was set is no reason to give up
    return Math.max(0, budgetMillis - Age.of(run.started(), now).leastMillis());
  }
}
