// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.SourceReach;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what the hand-over has applied twice or not at all, and corrects it. After a barrier that
 * held, no failure changes the outcome. After an early detach the node is warm only if nothing is
 * in doubt.
 */
final class ReconcilePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcilePhase.class);

  /** Longer than the check of the source takes if the source answers. */
  private static final long CHECK_MILLIS = 20_000;

  private final boolean early;
  private Deadline checked;

  /** Why it is unknown what is missing, while the source is checked for the cluster's writes. */
  private Optional<String> unknown = Optional.empty();

  private ReconcilePhase(Run run, boolean early) {
    super(run);
    this.early = early;
  }

  /** Returns the phase after a barrier that held. */
  static Phase afterBarrier(Run run) {
    return new ReconcilePhase(run, false);
  }

  /** Returns the phase after a detach before everything had arrived. */
  static Phase afterEarlyDetach(Run run) {
    return new ReconcilePhase(run, true);
  }

  /** Records why a hand-over that held cannot be followed by this phase, if it is wanted. */
  static void recordWhyNot(Run run) throws InterruptedException {
    RunContext context = run.context();
    run.session()
        .transfer()
        .reconcile(Deadline.after(context.ticker(), 0))
        .ifPresent(
            report -> {
              record(context, report);
              warn(context, report);
            });
  }

  private static void warn(RunContext context, ReconcileReport report) {
    context.warn("writes of the hand-over may be applied twice: " + report);
  }

  private static void record(RunContext context, ReconcileReport report) {
    HandOverReport handOver = context.board().now().handOver().withReconciled(report);
    context.board().change(b -> b.handOver(handOver));
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.RECONCILE;
  }

  @Override
  Phase advance() throws InterruptedException {
    return unknown.isPresent() ? checkSource() : corrected();
  }

  private Phase corrected() throws InterruptedException {
    ReconcileReport report = reconcile();
    record(context, report);
    boolean decided = report.keysInDoubt().orElse(1) == 0;
    if (!early) {
      if (!decided) {
        warn(context, report);
      }
      return new HeldHandOver(run).end();
    }
    HandOverReport handOver = context.board().now().handOver();
    if (!decided && context.cancel().isCancelled()) {
      return onCancelled();
    }
    if (report.cuts() == 0) {
      unknown = Optional.of(report.toString());
      checked = Deadline.after(context.ticker(), CHECK_MILLIS);
      run.latencies().reach().again();
      return this;
    }
    if (!decided) {
      return undecided(Reason.NOT_PROVEN, report.toString());
    }
    context.board().change(b -> b.handOver(handOver.madeUp()));
    return new HeldHandOver(run).end();
  }

  /**
   * Finds out whether no marker arrived because the source does not receive the writes of the
   * cluster. Another source may have what is missing.
   */
  private Phase checkSource() throws InterruptedException {
    context.node().dynomite().keep(DynomiteState.RESUMING, context.cancel());
    SourceReach reach = run.latencies().reach();
    if (!reach.hasOther()) {
      return undecided();
    }
    if (checked.passed()) {
      return answers() ? undecided() : next("the source does not answer");
    }
    return reach.poll() ? undecided() : this;
  }

  private boolean answers() {
    try {
      run.session().source().ping();
      return true;
    } catch (WarmupException e) {
      LOG.info("The source does not answer: {}", e.getMessage());
      return false;
    }
  }

  /** Takes another source: this one lacks writes that this node has by now. */
  private Phase next(String why) throws InterruptedException {
    run.handOvers().doubt(partial(Reason.NOT_PROVEN, unknown.get()));
    return new NextSource(run).after(why, true);
  }

  private Phase undecided() {
    return new RestorePhase(run, partial(Reason.NOT_PROVEN, unknown.get()));
  }

  private ReconcileReport reconcile() throws InterruptedException {
    long most = context.config().handOver().reconcileMillis();
    Deadline limit =
        Deadline.after(context.ticker(), Math.min(most, context.budget().leftMillis()));
    try {
      return run.session()
          .transfer()
          .reconcile(limit)
          .orElseGet(() -> ReconcileReport.notDone("the journals are closed"));
    } catch (RuntimeException e) {
      LOG.warn("Cannot compare what both Redis have executed", e);
      return ReconcileReport.notDone(String.valueOf(e.getMessage()));
    }
  }

  private Phase undecided(Reason code, String why) {
    return new RestorePhase(run, partial(code, why));
  }

  private RunResult partial(Reason code, String why) {
    Optional<String> late = Optional.of(context.board().now().handOver().note());
    return RunResult.partial(
        code,
        "the node was detached before all writes had arrived ("
            + late.filter(text -> !text.isEmpty()).orElse("no reason is known")
            + "), and it is not known what is missing: "
            + why);
  }

  @Override
  Phase onBudgetSpent() throws InterruptedException {
    return early
        ? undecided(Reason.BUDGET_SPENT, context.budgetText())
        : new HeldHandOver(run).end();
  }

  @Override
  Phase onCancelled() throws InterruptedException {
    return early ? super.onCancelled() : new HeldHandOver(run).end();
  }

  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    if (unknown.isPresent() && e.reason() == Reason.SOURCE_FAILED) {
      return next(e.getMessage());
    }
    return early ? undecided(e.reason(), e.getMessage()) : new HeldHandOver(run).end();
  }
}
