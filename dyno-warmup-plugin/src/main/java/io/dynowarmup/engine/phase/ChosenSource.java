// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.chunk.YoungDump;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.PinnedSourceProbe;
import io.dynowarmup.engine.decision.SourceDecision;
import io.dynowarmup.engine.decision.SourceDecision.Kind;
import io.dynowarmup.engine.decision.SourceFacts;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.TransferSession;
import io.dynowarmup.node.Detach;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.Fitness;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the {@link SourceDecision} for the source that was ranked first. */
final class ChosenSource {
  private static final Logger LOG = LoggerFactory.getLogger(ChosenSource.class);

  private final Run run;
  private final RunContext context;
  private final KnownSources sources;
  private final Candidate source;
  private final RedisInfo local;

  ChosenSource(Run run, Candidate source, RedisInfo local) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
    this.source = source;
    this.local = local;
  }

  /**
   * @param otherToken whether the data of the local Redis belongs to another token
   */
  Phase next(boolean otherToken) throws InterruptedException {
    LocalSide side = context.node().fitness().side(LocalSide.Ways.ANY);
    Optional<String> noReplication = Fitness.replicationObjection(source.facts(), side);
    SourceDecision decision = SourceDecision.of(facts(side, otherToken));
    context.board().change(b -> b.source(source.peer()));
    if (decision.refusal().isPresent()) {
      return new RestorePhase(run, decision.refusal().get());
    }
    sources.pins().choose(source);
    context.node().fitness().sourceObjection(noReplication);
    decision.misfit().ifPresent(context::warn);
    LOG.info("Selected source {}: {}", source.peer(), source.reason());
    source.warnings().forEach(w -> context.warn("source " + source.peer() + " " + w));
    if (noReplication.isPresent() && decision.kind() == Kind.AUTO) {
      detach();
    }
    use(decision.kind() == Kind.ASK ? ask() : decision);
    warnOfTheLoad();
    return new TransferPhase(run, source.peer());
  }

  private SourceFacts facts(LocalSide side, boolean otherToken) {
    Optional<Suitability> planned =
        context
            .stop()
            .from(source.peer().redis(), source.facts().info().replication(), context.held());
    planned
        .filter(s -> !s.suits())
        .ifPresent(s -> context.warn("the planned stop is not resumed: " + s.reason()));
    SourceFacts facts =
        new SourceFacts(
                source, local, context.host().strategies(), context.request(), context.config())
            .planned(planned)
            .nothingToLose(context.local().isDisposable())
            .served(run.servedCold().keysStay())
            .otherToken(otherToken)
            .cannotKeep(run.cannotKeep())
            .side(side)
            .dump(dumps()::found)
            .authority(
                sources.authority(), sources.otherCopies(context.node().topology(), source.peer()))
            .resumed(context.node().checkpoint().isOf(source.peer().redis()));
    sources
        .share()
        .ifPresent(
            s -> {
              facts.anotherRange(context.node().topology().whyAnotherRange());
              facts.share(s, sources.begun() ? Optional.of(run.strategy()) : Optional.empty());
              LOG.info("Selected part {}", s);
            });
    return facts;
  }

  /** Warns of what the disks and the source may suffer from the load. */
  private void warnOfTheLoad() {
    long memory = source.facts().usedMemory().orElse(0);
    context.node().fitness().appendForecast(memory).ifPresent(context::warn);
    if (syncs()) {
      new PinnedSourceProbe(
              context.commands().forProbes(), source.facts(), context.node().peerAccess())
          .warnings()
          .forEach(context::warn);
      context.node().fitness().diskForecast(memory).ifPresent(context::warn);
    }
  }

  /** Returns whether the source sends all its data, which replaces what is here. */
  private boolean syncs() {
    return run.strategy().replicates() && !run.strategy().keepsData();
  }

  private YoungDump dumps() {
    return new YoungDump(
            context.host(), context.config(), context.node().topology(), context.cancel())
        .until(context.budget());
  }

  private void use(SourceDecision decision) {
    if (decision.kind() == Kind.ONLY_ADDS) {
      sources.authority().question().ifPresent(context::warn);
    }
    if (decision.kind() == Kind.SERVED_COLD) {
      run.servedCold().keep();
    }
    if (decision.kind() != Kind.CONFIGURED) {
      LOG.info("Selected strategy {}: {}", decision.strategy().name(), decision.why());
      run.strategy(decision.strategy(), decision.why());
    }
    if (local.keys() > 0 && syncs()) {
      LOG.warn("Dropping {} of this node when the load begins", Units.keys(local.keys()));
    }
  }

  /** Detaches a replica that an interrupted run left. A comparison requires a master. */
  private void detach() {
    if (local.replication().isReplica()) {
      new Detach(context.node().redis()).make();
    }
  }

  /** Asks the strategy that keeps the node's data whether it suits. */
  private SourceDecision ask() throws InterruptedException {
    StrategySelector strategies = new StrategySelector(context.host().strategies());
    Peer peer = source.peer();
    TransferSession session = run.compareWith(peer);
    Suitability keeping;
    try {
      keeping = strategies.first(true).suitability(session);
    } catch (WarmupException e) {
      if (e.reason().isTransient()) {
        // The node's data is not dropped because of a failure that may pass.
        throw e;
      }
      keeping = Suitability.no(e.getMessage());
    } finally {
      session.closeConnections();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return SourceDecision.auto(strategies, keeping);
  }
}
