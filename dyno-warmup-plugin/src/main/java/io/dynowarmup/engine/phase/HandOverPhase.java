// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.engine.context.StepRetrier;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import io.dynowarmup.node.PeerDynomites;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.spi.HandOverPlan;
import io.dynowarmup.time.Moment;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the hand-over once. After it holds, no write can be missing. If it does not hold, the run
 * returns to CATCH_UP.
 */
final class HandOverPhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(HandOverPhase.class);

  private static final int LIMIT_MILLIS = 1_000;

  private final HandOverPlan plan;
  private final boolean last;

  HandOverPhase(Run run, HandOverPlan plan, boolean last) {
    super(run);
    this.plan = plan;
    this.last = last;
  }

  /**
   * Returns a single try with what is known, whether or not it can hold: the budget is spent and
   * most of the data is here.
   */
  static Phase lastTry(Run run) {
    return new HandOverPhase(
        run, run.latencies().plan(run.context().board().now().progress().writesPerSecond()), true);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.HAND_OVER;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (!context.node().dynomite().presence().answers()) {
      return new RestorePhase(
          run,
          RunResult.partial(
              Reason.DYNOMITE_UNREACHABLE,
              "Dynomite does not answer, so the writes during the hand-over cannot be held"));
    }
    int tries = run.handOvers().count();
    LOG.info("Hand-over, try {}: {}", tries, plan);
    run.remember();
    context.node().state().queueMillis(plan.queueMillis());
    if (plan.early()) {
      // A run that is killed after an early detach must not be taken for one whose barrier held.
      context.node().state().phase(WarmupPhase.RECONCILE, Moment.now(context.ticker()));
    }
    HandOverReport report = run.session().transfer().handOver(plan).withTries(tries);
    context.board().change(b -> b.handOver(report));
    boolean united = report.held() && sources.authority().union() && !sources.plan().isPresent();
    if (united && !confirmed()) {
      return nextCopy();
    }
    proveSource();
    if (report.detachedEarly()) {
      return ReconcilePhase.afterEarlyDetach(run);
    }
    if (report.held() && sources.plan().isPresent()) {
      return new NextShare(run).after(doubts());
    }
    return report.held() ? held() : again(report, tries);
  }

  /**
   * Records that the Dynomite of the source serves by now. It only has to listen if the question is
   * whether the source belongs to this cluster.
   */
  private void proveSource() {
    Peer source = run.session().peer();
    SourceAuthority authority = sources.authority();
    if (authority.unproven()
            && context.host().portProbe().at(source.dynomite(), LIMIT_MILLIS)
                == PortProbe.Answer.LISTENS
        || authority.outOfService()
            && new PeerDynomites(context.host(), context.config(), context.node().topology())
                .sign(source)
                .serves()) {
      authority.proven();
    }
  }

  private Phase held() throws InterruptedException {
    if (run.session().transfer().canReconcile()) {
      return ReconcilePhase.afterBarrier(run);
    }
    ReconcilePhase.recordWhyNot(run);
    return new HeldHandOver(run).end();
  }

  /** Returns what may be missing of the part that has arrived. */
  private List<String> doubts() {
    List<String> doubts = new ArrayList<>(run.session().transfer().leftOut());
    sources.authority().incomplete().ifPresent(doubts::add);
    sources.authority().question().ifPresent(doubts::add);
    run.latencies().reach().gap().ifPresent(doubts::add);
    return doubts;
  }

  private Phase again(HandOverReport report, int tries) throws InterruptedException {
    if (context.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
    }
    if (last || context.budgetSpent()) {
      return partial(
          Reason.BUDGET_SPENT,
          context.budgetText() + " and the last hand-over failed (" + report.note() + ")");
    }
    boolean earlyNext = report.late() && !plan.early() && run.handOvers().mayDetachEarly();
    if (report.late()) {
      run.handOvers().wasLate();
    }
    if (!earlyNext && tries >= context.config().handOver().tries()) {
      return partial(
          Reason.SOURCE_FAILED,
          "the hand-over failed in "
              + Units.count(tries, "try", "tries")
              + " ("
              + report.note()
              + ")");
    }
    run.latencies().reach().again();
    return CatchUpPhase.again(run);
  }

  /** Returns whether no copy of this node's data holds anything else than this node. */
  private boolean confirmed() {
    Peer source = run.session().peer();
    boolean confirmed =
        run.session().transfer().agrees()
            && sources.authority().agreed(source, context.node().topology());
    if (confirmed) {
      LOG.info("No copy was known to be right, but {} and this node agree in every key", source);
    }
    return confirmed;
  }

  /** All keys of this copy are here. Another copy may hold more. */
  private Phase nextCopy() throws InterruptedException {
    TransferSession done = run.session();
    sources.authority().unitedWith(done.peer());
    run.closing();
    done.close(context.budget());
    run.closed();
    return new SelectSourcePhase(run);
  }

  private Phase partial(Reason code, String why) {
    return new RestorePhase(run, RunResult.partial(code, why));
  }

  /** Makes the one try that is left. The budget can end between CATCH_UP and this phase. */
  @Override
  Phase onBudgetSpent() throws InterruptedException {
    return advance();
  }

  /**
   * Handles a hand-over that neither succeeded nor could be undone, as when Dynomite dies.
   * Dynomite's queue is emptied before anything else, or it died with Dynomite.
   */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    String why = "the hand-over failed: " + e.getMessage();
    context.warn(why);
    HandOverReport broken = HandOverReport.brokeOff(run.handOvers().tries(), why);
    context.board().change(b -> b.handOver(broken));
    boolean again = !e.reason().refusesWrites() && !last && !context.budgetSpent();
    if (again && run.handOvers().tries() < context.config().handOver().tries()) {
      try {
        StepRetrier.passing(context, this::removeFromService);
        return CatchUpPhase.again(run);
      } catch (WarmupException stuck) {
        why += "; " + stuck.getMessage();
      }
    }
    return partial(e.reason(), why);
  }

  private Void removeFromService() {
    context.node().dynomite().removeFromService(run.copyState(), context.cancel());
    return null;
  }
}
