// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.HandOverReport;
import io.dynowarmup.engine.context.AdoptedSource;
import io.dynowarmup.engine.context.ResumedComparison;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceDecision;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.engine.start.StartDecision;
import io.dynowarmup.node.Detach;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Selects the phase that follows PREFLIGHT after a run that was interrupted. */
final class InterruptedRunPhases {
  private static final Logger LOG = LoggerFactory.getLogger(InterruptedRunPhases.class);

  private final Run run;
  private final RunContext context;
  private final KnownSources sources;
  private AdoptedSource adopted;

  InterruptedRunPhases(Run run) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
  }

  /**
   * Returns whether to wait for the end of a load. A replica that must not continue cannot be ended
   * while it loads.
   */
  boolean endsAfterLoading(InterruptedRun before, RedisInfo local) throws InterruptedException {
    if (adopted == null) {
      adopted = sourceOf(before).map(source -> new AdoptedSource(context, source)).orElse(null);
    }
    Optional<String> why = adopted == null ? Optional.empty() : adopted.endsAfterLoading(local);
    why.ifPresent(
        text ->
            context.log().waiting("waiting for the end of a load that cannot be used: " + text));
    return why.isPresent();
  }

  /**
   * Continues after an interrupted run. From here on, RESTORE has to restore what that run left
   * behind.
   */
  Phase resume(StartDecision start, InterruptedRun before, RedisInfo local)
      throws InterruptedException {
    run.touch();
    boolean ofDump = before.source().equals(context.node().redis().endpoint());
    if (start.hasNothingToLose() || ofDump) {
      context.local().markDisposable();
    }
    if (start.isOfLostRun()) {
      context.node().settings().adoptClosedLink();
    } else if (local.replication().isReplica()) {
      context.node().settings().adoptAfterCrash().forEach(context::warn);
    }
    if (start.refusal().isPresent()) {
      return new RestorePhase(run, start.refusal().get());
    }
    if (start.isOfLostRun()) {
      return detached();
    }
    Optional<Peer> source = sourceOf(before);
    source.ifPresent(p -> sources.pins().adopt(p, context.node().state()));
    if (start.action() == Recovery.Action.FINISH) {
      return finish(before, source);
    }
    if (start.action() == Recovery.Action.ADOPT && source.isPresent()) {
      return new AdoptedSource(context, source.get()).endedUnfit(local)
          ? PreflightPhase.toSelectSource(run, context.node().redis().info())
          : adopt(before, source.get(), local);
    }
    Optional<String> whyNot =
        before.keptData() ? new ResumedComparison(context).resume(before) : Optional.empty();
    if (before.keptData() && !whyNot.isPresent()) {
      context.warn("resuming after " + before);
    } else {
      context.warn("starting over after " + before + whyNot.map(why -> ": " + why).orElse(""));
    }
    return PreflightPhase.toSelectSource(run, local);
  }

  /** Ends a replica that is not recorded. What it holds may be a part of the data. */
  private Phase detached() {
    context.warn(
        "starting over after a run that was killed: Redis shows it, and state file "
            + context.node().state().path()
            + " does not record it");
    new Detach(context.node().redis()).make();
    return PreflightPhase.toSelectSource(run, context.node().redis().info());
  }

  private Phase finish(InterruptedRun before, Optional<Peer> source) {
    LOG.warn("Returning to service after {}: its hand-over had held", before);
    source.ifPresent(p -> context.board().change(b -> b.source(p)));
    context.board().change(b -> b.handOver(HandOverReport.heldBefore()));
    run.remember();
    sources.adoptQuestion(context.node().state());
    return new RestorePhase(
        run,
        sources
            .authority()
            .question()
            .map(question -> RunResult.partial(Reason.NO_AUTHORITY, question))
            .orElseGet(() -> HeldHandOver.held(context, leftOut())));
  }

  private List<String> leftOut() {
    return sources
        .authority()
        .incomplete()
        .map(Collections::singletonList)
        .orElse(Collections.emptyList());
  }

  private Phase adopt(InterruptedRun before, Peer source, RedisInfo local) {
    context.warn("resuming the replication of " + before);
    WarmupStrategy adopting =
        new StrategySelector(context.host().strategies()).adopting(run.strategy());
    if (context.isAuto()) {
      run.strategy(adopting, SourceDecision.REPLICA);
    } else {
      run.strategy(adopting);
    }
    context.adopt(before);
    run.before(local);
    sources.adoptQuestion(context.node().state());
    context.board().change(b -> b.source(source));
    return TransferPhase.adopting(run, source);
  }

  private Optional<Peer> sourceOf(InterruptedRun before) {
    String wanted = context.request().source().orElseGet(context.config()::source);
    if (!wanted.isEmpty()) {
      return Optional.empty();
    }
    boolean remote = context.config().remoteDatacenters();
    Topology topology = context.node().topology();
    List<Peer> known = new ArrayList<>(topology.sameTokenPeers(remote));
    if (remote) {
      // The request of the interrupted run may have named a source in another data centre.
      known.addAll(topology.sameTokenPeersElsewhere());
    }
    return known.stream().filter(p -> p.redis().equals(before.source())).findFirst();
  }

  /** Removes the record of a run after which the node has been in service. It stays cold. */
  void forget(StartDecision start, InterruptedRun before) {
    StateFile state = context.node().state();
    if (start.servedSince()) {
      context.warn("the node has served since " + before + ": it is cold, and keeps its data");
      run.servedCold().afterKilledRun();
      state.cold().failed(state.cold().keysWereTaken());
    } else {
      LOG.info("Forgetting {}: the node has been in service since", before);
    }
    state.finished();
  }
}
