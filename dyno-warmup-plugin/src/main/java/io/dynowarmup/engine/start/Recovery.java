// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.node.ForeignMaster;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Age;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides how to proceed after an interrupted run. A pure rule.
 *
 * <p>Starting over loses nothing, because the source also holds every write of the cluster. The run
 * therefore starts over whenever it is uncertain that the node holds everything.
 */
public final class Recovery {
  /**
   * Maximum age of the writes that Dynomite has queued, unless the hand-over recorded a shorter
   * one. Dynomite drops the queue after its {@code timeout}, which is 5 s by default.
   */
  static final long QUEUE_MILLIS = 2_000;

  /** Tolerance for Dynomite's uptime, which is in whole seconds. */
  private static final long UPTIME_TOLERANCE_MILLIS = 1_500;

  /** How to proceed. */
  public enum Action {
    /** The interrupted run left nothing to do. */
    NONE,
    /** The replica continues where it is. */
    ADOPT,
    /** The barrier had held. Only the return into service is missing. */
    FINISH,
    /** The node is cold, whatever it holds. The run starts over. */
    AGAIN
  }

  private Recovery() {}

  /** Holds what was found on the node. */
  public static final class Found {
    private final RedisInfo redis;
    private final DynomiteState dynomite;
    private final OptionalLong dynomiteUptimeMillis;
    private final Moment now;

    /**
     * @param dynomiteUptimeMillis uptime of Dynomite in milliseconds; empty if unknown
     */
    public Found(
        RedisInfo redis, DynomiteState dynomite, OptionalLong dynomiteUptimeMillis, Moment now) {
      this.redis = redis;
      this.dynomite = dynomite;
      this.dynomiteUptimeMillis = dynomiteUptimeMillis;
      this.now = now;
    }

    RedisInfo redis() {
      return redis;
    }

    Moment now() {
      return now;
    }

    boolean serves() {
      return dynomite == DynomiteState.NORMAL;
    }

    /** Returns the state in which Dynomite refuses requests; empty if it does not, or is down. */
    Optional<DynomiteState> closed() {
      boolean closed =
          dynomite == DynomiteState.STANDBY
              || dynomite == DynomiteState.WRITES_ONLY
              || dynomite == DynomiteState.RESUMING;
      return closed ? Optional.of(dynomite) : Optional.empty();
    }

    private Age ageOf(Moment then) {
      return Age.of(then, now);
    }
  }

  /**
   * Returns how to proceed.
   *
   * @param forgetAfterMillis a node that has been in service for longer than this is not touched
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
        found.serves()
            && found.redis.keys() > 0
            && found.ageOf(run.phaseSince()).leastMillis() > forgetAfterMillis;
    return served ? Action.NONE : Action.AGAIN;
  }

  private static boolean of(InterruptedRun run, ReplicationInfo replication) {
    return replication.isReplicaOf(run.source());
  }

  /**
   * Returns why a run leaves a replica alone that this warm-up did not set up; empty if it need
   * not.
   */
  public static Optional<RunResult> foreign(
      Optional<InterruptedRun> unfinished, ReplicationInfo local) {
    return !local.isReplica() || unfinished.filter(u -> of(u, local)).isPresent()
        ? Optional.empty()
        : Optional.of(
            RunResult.skipped(
                Reason.FOREIGN_REPLICA,
                "foreign replica: the local Redis replicates from "
                    + local.master()
                    + ", which this warm-up did not set up. "
                    + ForeignMaster.remedy(false)));
  }

  /**
   * Returns whether the barrier of the interrupted run had held.
   *
   * <p>In HAND_OVER, Redis becomes a master only when everything from before WRITES_ONLY has
   * arrived. Later writes are in Dynomite's queue while that Dynomite runs. If Redis was a master
   * all the time, its role proves nothing. A WARMED run enters RESTORE after the queue was emptied.
   */
  private static boolean barrierHeld(InterruptedRun run, Found found) {
    String runId = found.redis.runId();
    if (!run.sameRedis(runId) || found.redis.loading() || restarted(run, found)) {
      return false;
    }
    boolean open = found.dynomite == DynomiteState.RESUMING;
    if (run.in(WarmupPhase.HAND_OVER)) {
      return !run.keptData()
          && (open || found.dynomite == DynomiteState.WRITES_ONLY)
          && found.ageOf(run.phaseSince()).mostMillis()
              < Math.min(QUEUE_MILLIS, run.queueMillis().orElse(QUEUE_MILLIS));
    }
    return run.in(WarmupPhase.RESTORE)
        && run.endingAs(WarmupOutcome.WARMED)
        && (open || found.serves());
  }

  /**
   * Returns whether Dynomite may have been restarted. A restarted Dynomite has lost its queue and
   * all writes of that time. After a change of the wall clock its uptime proves nothing, so a
   * restart is assumed.
   */
  private static boolean restarted(InterruptedRun run, Found found) {
    Age age = found.ageOf(run.phaseSince());
    return age.clockWasSet()
        || (found.dynomiteUptimeMillis.isPresent()
            && found.dynomiteUptimeMillis.getAsLong() + UPTIME_TOLERANCE_MILLIS < age.mostMillis());
  }

  /** Returns what is left of the budget of the adopted run, in milliseconds. */
  public static long budgetLeft(InterruptedRun run, long budgetMillis, Moment now) {
    // A change of the wall clock must not end the run, so the smallest possible age counts.
    return Math.max(0, budgetMillis - Age.of(run.started(), now).leastMillis());
  }
}
