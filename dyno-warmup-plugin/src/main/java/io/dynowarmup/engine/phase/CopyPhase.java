// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Common base of TRANSFER and CATCH_UP: polls both sides, keeps Dynomite's state, detects a stall.
 */
abstract class CopyPhase extends Phase {
  private long pollMillis;

  CopyPhase(Run run) {
    super(run);
  }

  /**
   * Polls the transfer once.
   *
   * @throws WarmupException STALLED if there was no progress for {@code stall.msec}
   */
  final Progress poll() {
    long before = context.ticker().nanos();
    Progress progress = pollOnce();
    pollMillis = TimeUnit.NANOSECONDS.toMillis(context.ticker().nanos() - before);
    return progress;
  }

  /** Returns what is left of a pause if the transfer works or watches while it is polled. */
  final long restOfPause(long pauseMillis) {
    TransferSession session = run.session();
    boolean works =
        run.strategy().keepsData()
            || (session != null && session.transfer() != null && session.transfer().watches());
    return works ? Math.max(0, pauseMillis - pollMillis) : pauseMillis;
  }

  private Progress pollOnce() {
    DynomiteState dynomite = context.node().dynomite().keep(run.copyState(), context.cancel());
    TransferSession session = run.session();
    Progress progress = session.transfer().poll();
    Progress whole =
        context
            .sources()
            .plan()
            .map(p -> p.overall(progress, run.ahead().progress()))
            .orElse(progress);
    context.board().progress(whole, dynomite.name());
    context.log().progress(whole);
    long stalled = session.stall().stalledMillis(context.ticker().nanos(), progress.movement());
    // The stream of an idle source does not move either.
    boolean idle = progress.stage() == Progress.Stage.READY;
    if (!idle && stalled >= context.config().stallMillis()) {
      throw new WarmupException(
          Reason.STALLED,
          "nothing has moved for "
              + stalled / 1000
              + " s ("
              + progress.note()
              + "), stall.msec is "
              + context.config().stallMillis());
    }
    return progress;
  }

  /**
   * Ends the copy. A load that cannot be ended is waited for and then kept, so that as much data as
   * possible is here.
   */
  @Override
  Phase onBudgetSpent() throws InterruptedException {
    Progress progress = poll();
    Peer peer = run.session().peer();
    if (!progress.endable()) {
      return new RestorePhase(
          run,
          RunResult.partial(
              Reason.BUDGET_SPENT,
              context.budgetText() + " while the data was loading; it was kept"));
    }
    if (progress.stage() == Progress.Stage.COPYING && run.strategy().keepsData()) {
      return new RestorePhase(
          run,
          RunResult.partial(
              Reason.BUDGET_SPENT,
              context.budgetSpent("before all keys were compared (" + progress.note() + ")")));
    }
    return progress.stage() == Progress.Stage.COPYING
        ? failed(
            context.budgetSpent(
                "before the data of " + peer + " had arrived (" + progress.note() + ")"))
        : HandOverPhase.lastTry(run);
  }

  final Phase failed(String why) {
    if (sources.begun()) {
      String missing = sources.plan().get().missing(why);
      return new RestorePhase(run, RunResult.partial(Reason.BUDGET_SPENT, missing));
    }
    return new RestorePhase(run, RunResult.failed(Reason.BUDGET_SPENT, why));
  }

  /**
   * Returns whether a failure of the local Redis, as a master, can pass: it was restarted or made a
   * replica.
   */
  private static boolean passes(WarmupException e) {
    return e.reason().isTransient() || e.reason() == Reason.READONLY;
  }

  /**
   * Drops a source that failed and selects the next one within the same budget. If a strategy that
   * keeps the node's data cannot work, a strategy that copies everything replaces it, provided that
   * the run may choose.
   */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    boolean keeping = run.session() != null && run.strategy().keepsData();
    boolean broken = e.reason() == Reason.SYNC_BROKEN;
    boolean never =
        broken || e.reason() == Reason.SOURCE_AT_RISK || e.reason() == Reason.SOURCE_EMPTIED;
    if (run.session() != null && e.reason() == Reason.SOURCE_EMPTIED) {
      sources.failed().emptied(run.session().peer());
    }
    if (keeping && run.strategy().resumes() && context.isAuto() && isOfThisWay(e)) {
      context.warn("the planned stop cannot be resumed any more: " + e.getMessage());
      context.stop().over("the run has tried it");
      return new NextSource(run).select();
    }
    if (broken && sources.failed().syncsBrokeBefore()) {
      // Two sources failed in the same way, so the cause is on this side.
      String both =
          sources.failed().last().map(last -> last + "; and ").orElse("") + e.getMessage();
      return new RestorePhase(run, RunResult.failed(e.reason(), both));
    }
    boolean source = e.reason() == Reason.SOURCE_FAILED || e.reason() == Reason.STALLED;
    boolean master = run.session() != null && !run.strategy().replicates();
    boolean again = source || never || (master && passes(e));
    boolean cannot =
        keeping
            && (e.reason().isRejected() || e.reason() == Reason.STRATEGY_CANNOT)
            && (sources.authority().union() || run.servedCold().keeping() || context.isAuto());
    Optional<String> noReplication = context.node().fitness().sourceObjection();
    if (cannot && noReplication.isPresent()) {
      // The data here is not given up for a replication that must fail.
      return new NextSource(run).after(e.getMessage() + "; and " + noReplication.get(), true);
    }
    if ((!again && !cannot) || run.session() == null) {
      return super.onFailure(e);
    }
    if (!cannot) {
      return new NextSource(run).after(e.getMessage(), never);
    }
    context.warn(
        run.strategy().name()
            + (run.servedCold().keeping()
                ? " cannot continue: "
                : " is replaced by a strategy that copies everything: ")
            + e.getMessage());
    run.cannotKeep(e.getMessage());
    return new NextSource(run).select();
  }

  /** Returns whether another strategy may succeed where a resumption has failed. */
  private static boolean isOfThisWay(WarmupException e) {
    return e.reason() == Reason.STRATEGY_CANNOT
        || e.reason() == Reason.STALLED
        || e.reason().isRejected()
        || passes(e);
  }
}
