// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.ProofReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.StartProgress;
import io.dynowarmup.engine.decision.OutcomeRules;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.LastResortLog;
import io.dynowarmup.engine.run.Persistence;
import io.dynowarmup.engine.run.RedisFiles;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import io.dynowarmup.node.Detach;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single exit of every run. It makes Redis a master, Dynomite NORMAL and healthy, and restores
 * the settings.
 *
 * <p>The phase has a limit of its own ({@code restore.msec}), which an abort does not shorten.
 * After an interrupt it continues where it was.
 */
final class RestorePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(RestorePhase.class);

  /**
   * A single failed read does not make Dynomite unhealthy: a restart loses the writes of that time.
   */
  private static final int HEALTH_LOOKS = 3;

  private static final long HEALTH_MILLIS = 500;

  private final RunResult ending;
  private Persistence insist;
  private long missing = -1;
  private Throwable broke;
  private ProofReport proof = ProofReport.none();

  RestorePhase(Run run, RunResult ending) {
    super(run);
    this.ending = ending;
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.RESTORE;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (!run.touched()) {
      run.finish(comeUp(ending));
      return null;
    }
    begin();
    long bytes = insist.untilItWorks("Redis", this::detach, -1L);
    missing = bytes == Transfer.NO_STREAM ? bytes : Math.max(missing, bytes);
    boolean stopped = isStopped();
    boolean served = !stopped && insist.untilItWorks("Dynomite", this::serve, false);
    if (!served && !stopped) {
      lastResort();
    }
    insist.untilItWorks("a setting", this::putBack, null);
    if (served) {
      heal();
    }
    boolean compares = served && ending.outcome() == WarmupOutcome.WARMED;
    if (compares) {
      run.proof().beforeTheEnd();
    }
    run.endMeasures();
    if (compares) {
      prove();
    }
    RedisInfo local = insist.untilItWorks("Redis", this::count, null);
    if (local != null) {
      run.serverFile().after(local, run.node().settings().areBack());
    }
    finish(local);
    return null;
  }

  /**
   * Ends a run that changed nothing. If this program may start Dynomite and Dynomite is down, it is
   * started: a node without a warm-up is better than no node.
   */
  private RunResult comeUp(RunResult untouched) {
    boolean unclear =
        untouched.code() == Reason.FOREIGN_REPLICA || untouched.code() == Reason.ALREADY_RUNNING;
    if (run.node() == null || unclear || !run.node().dynomite().process().canStart()) {
      return untouched;
    }
    try {
      if (run.node().dynomite().startIfDown()) {
        run.board().change(b -> b.dynomiteState(run.node().dynomite().look().name()));
        return untouched.withText(untouched.text() + "; Dynomite did not run and was started");
      }
      return untouched;
    } catch (WarmupException e) {
      return untouched.withText(untouched.text() + "; Dynomite does not run: " + e.getMessage());
    }
  }

  private void begin() {
    Deadline limit =
        insist == null
            ? Deadline.after(run.ticker(), run.config().restoreMillis())
            : insist.limit();
    broke();
    insist = new Persistence(run, limit);
    try {
      LOG.info("ending: {}", ending);
      run.board().note("Redis becomes a master, Dynomite NORMAL; then " + ending);
      run.node().state().ending(ending.outcome());
      run.node().bookmark().drop();
    } catch (Throwable e) {
      // A failure to report the run must not prevent the restore.
      LastResortLog.warn(LOG, "Unexpected exception at the begin of {}", WarmupPhase.RESTORE, e);
    }
  }

  /** Returns the error of this program or its JVM that prevented the restore; null if none. */
  Throwable broke() {
    broke = insist == null || insist.broke() == null ? broke : insist.broke();
    return broke;
  }

  private long detach() throws InterruptedException {
    TransferSession attempt = run.attempt();
    long bytes = -1;
    boolean closed = false;
    if (attempt != null && attempt.transfer() != null) {
      try {
        bytes = attempt.close(insist.limit());
        closed = true;
      } catch (Error e) {
        // The transfer cannot be closed, so the detach runs SLAVEOF NO ONE directly.
        LastResortLog.warn(LOG, "Unexpected error while closing {}", attempt.peer(), e);
      } catch (RuntimeException e) {
        if (e instanceof WarmupException || !insist.limit().passed()) {
          throw e;
        }
        LastResortLog.warn(LOG, "Unexpected exception while closing {}", attempt.peer(), e);
      }
    }
    if (!closed) {
      new Detach(run.node().redis()).make();
    }
    run.board().change(b -> b.redisRole("master"));
    return bytes;
  }

  /**
   * Returns whether an operator has stopped Dynomite. The run then does not wait for it and does
   * not start it.
   */
  private boolean isStopped() {
    return run.node().dynomite().process().progress() == StartProgress.FORBIDDEN;
  }

  private boolean serve() {
    boolean serves = run.node().dynomite().serve(insist.limit());
    if (!serves) {
      insist.problem(
          "Dynomite does not answer at "
              + run.node().topology().adminUrl()
              + " and "
              + run.node().dynomite().process().whyNot());
    }
    return serves;
  }

  /**
   * Opens Dynomite although its queue could not be emptied because Redis does not answer or refuses
   * writes. A node that stays closed would be worse, unless its Redis is still a replica.
   */
  private void lastResort() {
    try {
      if (run.node().redis().info("replication").replication().isReplica()) {
        return;
      }
    } catch (WarmupException e) {
      LOG.debug("the local Redis in the last resort", e);
    }
    try {
      if (run.node().dynomite().open()) {
        LOG.warn("Dynomite was put into NORMAL although its queue could not be emptied");
      }
    } catch (WarmupException e) {
      insist.problem(e.getMessage());
    }
  }

  private Void putBack() {
    run.node().settings().putBack(insist::problem);
    return null;
  }

  private void heal() throws InterruptedException {
    String problem = illness();
    if (problem.isEmpty()) {
      return;
    }
    if (!run.node().dynomite().process().canStart()) {
      insist.problem("Dynomite is ill: " + problem);
      return;
    }
    try {
      run.warn("Dynomite is ill and is restarted: " + problem);
      run.node().dynomite().restart(insist.limit());
      problem = illness();
    } catch (WarmupException e) {
      problem = e.getMessage();
    }
    if (!problem.isEmpty()) {
      insist.problem("Dynomite is ill after a restart: " + problem);
    }
  }

  private String illness() throws InterruptedException {
    String problem = run.node().illness();
    for (int looks = 1; !problem.isEmpty() && (looks < HEALTH_LOOKS || redisPutsOff()); looks++) {
      run.pause().millis(HEALTH_MILLIS, CancelSignal.never());
      problem = run.node().illness();
    }
    return problem;
  }

  /**
   * Returns whether the local Redis postpones its answers. Dynomite, which forwards them, is then
   * healthy and a restart would not help.
   */
  private boolean redisPutsOff() {
    try {
      run.node().redis().ping();
      return false;
    } catch (WarmupException e) {
      return e.reason().isTransient() && !insist.limit().passed();
    }
  }

  /** Compares this node with its source. Only a run that is to end as WARMED is compared. */
  private void prove() throws InterruptedException {
    run.board().note("comparing this node with its source");
    proof = run.proof().atTheEnd();
    LOG.info("{}", proof);
    run.board().change(b -> b.proof(proof));
  }

  private RedisInfo count() {
    RedisInfo info = run.node().redis().info();
    run.board().change(b -> b.keys(info.keys()).redisRole(info.replication().role()));
    return info;
  }

  /**
   * Writes the node's own record. A record that was copied from the source belongs to another node.
   */
  private void mark(WarmupOutcome outcome, RedisInfo local) {
    NodeRecord.State state =
        outcome == WarmupOutcome.WARMED ? NodeRecord.State.WARM : NodeRecord.State.COLD;
    String way = run.strategy() == null ? "" : run.strategy().name();
    String from = run.board().now().source().map(p -> p.redis().toString()).orElse("");
    run.node().mark().end(state, local, way, from);
  }

  private void finish(RedisInfo local) {
    // Dynomite may have died during the comparison.
    DynomiteState dynomite = run.node().dynomite().lookForSure();
    run.board().change(b -> b.dynomiteState(dynomite.name()));
    boolean master = local != null && local.replication().isMaster();
    RunResult verdict =
        new OutcomeRules(ending, insist.problems())
            .missing(missing)
            .keys(local == null ? -1 : local.keys())
            .redisWasRestarted(local != null && run.localRecord().wasRestarted(local))
            .refusesWrites(run.node().dynomite().queue().refusal())
            .evicted(
                local == null || run.proof().evictAlike() ? 0 : run.localRecord().evicted(local))
            .dynomiteWasAway(
                ending.outcome() == WarmupOutcome.WARMED && !run.node().dynomite().wasThere())
            .proof(proof)
            .ending();
    RedisFiles files = new RedisFiles(run);
    if (master) {
      run.servedCold().left(local);
      mark(verdict.outcome(), local);
      files.lookForOldDump(local);
    }
    if (master && verdict.outcome() == WarmupOutcome.WARMED) {
      List<Long> tokens = run.node().topology().tokens();
      local.get("run_id").ifPresent(id -> run.node().state().recordWarm(id, tokens));
      files.remember(local);
    } else if (master && verdict.outcome() == WarmupOutcome.PARTIAL) {
      run.node().state().recordTokens(run.node().topology().tokens());
    }
    if (master && dynomite == DynomiteState.NORMAL) {
      // The next run ends what this run could not end.
      run.node().state().finished();
    }
    insist.problems().forEach(run::warn);
    run.finish(verdict);
  }
}
