// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.decision.Recovery;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceDecision;
import io.dynowarmup.engine.decision.StartDecision;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.run.AdoptedSource;
import io.dynowarmup.engine.run.ResumedComparison;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.state.StateFile;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Selects the phase that follows PREFLIGHT after a run that was interrupted. */
final class InterruptedRunPhases {
  private static final Logger LOG = LoggerFactory.getLogger(InterruptedRunPhases.class);

  private final Run run;
  private AdoptedSource adopted;

  InterruptedRunPhases(Run run) {
    this.run = run;
  }

  /**
   * Returns whether to wait for the end of a load. A replica that must not continue cannot be ended
   * while it loads.
   */
  boolean endsAfterLoading(InterruptedRun before, RedisInfo local) throws InterruptedException {
    if (adopted == null) {
      adopted = sourceOf(before).map(source -> new AdoptedSource(run, source)).orElse(null);
    }
    Optional<String> why = adopted == null ? Optional.empty() : adopted.endsAfterLoading(local);
    why.ifPresent(
        text -> run.log().waiting("waiting for a load that is of no use to end: " + text));
    return why.isPresent();
  }

  /**
   * Continues after an interrupted run. From here on, RESTORE has to restore what that run left
   * behind.
   */
  Phase resume(StartDecision start, InterruptedRun before, RedisInfo local)
      throws InterruptedException {
    run.touch();
    if (start.hasNothingToLose()) {
      run.mayLose();
    }
    if (local.replication().isReplica()) {
      run.node().settings().adoptAfterCrash().forEach(run::warn);
    }
    if (start.refusal().isPresent()) {
      return new RestorePhase(run, start.refusal().get());
    }
    Optional<Peer> source = sourceOf(before);
    source.ifPresent(p -> run.pins().adopt(p, run.node().state()));
    if (start.action() == Recovery.Action.FINISH) {
      return finish(before, source);
    }
    if (start.action() == Recovery.Action.ADOPT && source.isPresent()) {
      return new AdoptedSource(run, source.get()).endedUnfit(local)
          ? PreflightPhase.toSelectSource(run, run.node().redis().info())
          : adopt(before, source.get(), local);
    }
    String whyNot = before.keptData() ? new ResumedComparison(run).goOn(before) : "";
    if (before.keptData() && whyNot.isEmpty()) {
      run.warn("going on after " + before);
    } else {
      run.warn("starting over after " + before + (whyNot.isEmpty() ? "" : ": " + whyNot));
    }
    return PreflightPhase.toSelectSource(run, local);
  }

  private Phase finish(InterruptedRun before, Optional<Peer> source) {
    LOG.warn("returning to service after {}: its barrier had held", before);
    source.ifPresent(p -> run.board().change(b -> b.source(p)));
    run.board().change(b -> b.handOver(HandOverReport.heldBefore()));
    run.remember();
    String question = run.node().state().question();
    return new RestorePhase(
        run,
        question.isEmpty() ? RunResult.warmed() : RunResult.partial(Reason.NO_AUTHORITY, question));
  }

  private Phase adopt(InterruptedRun before, Peer source, RedisInfo local) {
    run.warn("going on with the replica of " + before);
    WarmupStrategy adopting =
        new StrategySelector(run.host().strategies()).adopting(run.strategy());
    if (run.isAuto()) {
      run.strategy(adopting, SourceDecision.REPLICA);
    } else {
      run.strategy(adopting);
    }
    run.adopt(before);
    run.before(local);
    run.truth().adopt(run.node().state().question());
    run.board().change(b -> b.source(source));
    return TransferPhase.adopting(run, source);
  }

  private Optional<Peer> sourceOf(InterruptedRun before) {
    String wanted = run.request().source().orElseGet(run.config()::source);
    return wanted.isEmpty()
        ? run.node().topology().sameTokenPeers(run.config().remoteDatacenters()).stream()
            .filter(p -> p.redis().equals(before.source()))
            .findFirst()
        : Optional.empty();
  }

  /** Removes the record of a run after which the node has been in service. */
  void forget(InterruptedRun before) {
    LOG.info("forgetting {}: the node has been in service since", before);
    StateFile state = run.node().state();
    if (before.cameToRestore()) {
      // The interrupted run itself recorded that the node is not warm.
      state.finished();
    } else {
      state.forget();
    }
  }
}
