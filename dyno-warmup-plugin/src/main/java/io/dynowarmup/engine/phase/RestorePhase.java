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
 * The single exit of every run. Redis becomes a master, Dynomite NORMAL and healthy, the settings
 * what they were. Has a limit of its own ({@code restore.msec}), which no abort cuts short; an
 * interrupt makes it go on where it was.
 */
final class RestorePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(RestorePhase.class);

  /** One read that fails does not make Dynomite ill: a restart costs the writes of its time. */
  private static final int HEALTH_LOOKS = 3;

  private static final long HEALTH_MILLIS = 500;

  private final RunResult ending;
  private Persistence insist;
  private long missing = -1;
  private Throwable broke;
  private ProofReport proof = ProofReport.NONE;

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
    run.endMeasures();
    prove(served);
    RedisInfo local = insist.untilItWorks("Redis", this::count, null);
    if (local != null) {
      run.serverFile().after(local, run.node().settings().areBack());
    }
    finish(local);
    return null;
  }

  /**
   * Nothing was changed. Still, a Dynomite that is ours to start and does not run is started: a
   * node without a warm-up is better than no node.
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
      // a run that cannot be told of is restored all the same
      LastResortLog.warn(LOG, "Unexpected exception at the begin of {}", WarmupPhase.RESTORE, e);
    }
  }

  /** The error of this program or its JVM that kept it from its work; null for none. */
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
        // the transfer cannot do it: SLAVEOF NO ONE without it
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

  /** An operator has stopped Dynomite: it is not waited for, and it stays down. */
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
   * The queue could not be emptied, because Redis does not answer or refuses. A node that is closed
   * for ever would be worse, unless its Redis is still a replica.
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

  /** Dynomite is not ill where it passes on what its Redis says, and a restart would not help. */
  private boolean redisPutsOff() {
    try {
      run.node().redis().ping();
      return false;
    } catch (WarmupException e) {
      return e.reason().isTransient() && !insist.limit().passed();
    }
  }

  /**
   * Whether this node holds what its source holds; only what is to be called WARMED is compared.
   */
  private void prove(boolean served) throws InterruptedException {
    if (!served || ending.outcome() != WarmupOutcome.WARMED) {
      return;
    }
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

  /** A record that came with the source's data is another node's. */
  private void mark(WarmupOutcome outcome, RedisInfo local) {
    NodeRecord.State state =
        outcome == WarmupOutcome.WARMED ? NodeRecord.State.WARM : NodeRecord.State.COLD;
    String way = run.strategy() == null ? "" : run.strategy().name();
    String from = run.board().now().source().map(p -> p.redis().toString()).orElse("");
    run.node().mark().end(state, local, way, from);
  }

  private void finish(RedisInfo local) {
    // it may have died while both sides were compared
    DynomiteState dynomite = run.node().dynomite().lookForSure();
    run.board().change(b -> b.dynomiteState(dynomite.name()));
    boolean master = local != null && local.replication().isMaster();
    RunResult verdict =
        new OutcomeRules(ending, insist.problems())
            .missing(missing)
            .keys(local == null ? -1 : local.keys())
            .redisWasRestarted(local != null && run.localRecord().wasRestarted(local))
            .refusesWrites(run.node().dynomite().queue().refusal())
            .evicted(local == null ? 0 : run.localRecord().evicted(local))
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
      // what could not be ended is the next run's to end
      run.node().state().finished();
    }
    insist.problems().forEach(run::warn);
    run.finish(verdict);
  }
}
