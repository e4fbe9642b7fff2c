// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.chunk.YoungDump;
import io.dynowarmup.engine.decision.PinnedSourceProbe;
import io.dynowarmup.engine.decision.PinnedSources;
import io.dynowarmup.engine.decision.RetryPolicy;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.decision.SourceDecision;
import io.dynowarmup.engine.decision.SourceFacts;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.shares.NewRing;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.engine.start.StartDecision;
import io.dynowarmup.engine.start.TokenChange;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.Fitness;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the source that a run would choose now. Changes nothing. */
final class SourceForecast {
  private final EngineHost host;
  private final WarmupConfig config;
  private final WarmupRequest request;
  private final Topology topology;
  private final StateFile state;
  private final StartDecision start;
  private final NodeFitness fitness;
  private final RedisAccess access;
  private final SourceSelector selector;
  private final SourceAuthority authority = new SourceAuthority();
  private final ShareForecast shares;
  private final boolean otherToken;

  /**
   * @param fitness has already asked the local Redis
   */
  SourceForecast(
      EngineHost host,
      WarmupConfig config,
      WarmupRequest request,
      Topology topology,
      StateFile state,
      StartDecision start,
      NodeFitness fitness) {
    this.host = host;
    this.config = config;
    this.request = request;
    this.topology = topology;
    this.state = state;
    this.start = start;
    this.fitness = fitness;
    this.access = new NodeFinder(host, config).peerAccess(topology);
    this.selector = SourceSelector.of(host, config, request, topology, access);
    this.shares = new ShareForecast(host, config, request, topology, access, fitness);
    this.otherToken = TokenChange.of(state, topology).isPresent();
  }

  /** Returns the source; empty if no peer can be the source. */
  Optional<Candidate> best(RedisNode redis, RedisInfo local) throws InterruptedException {
    if (selector.empty()) {
      return shares.best(redis, local);
    }
    boolean mayCopyKeys = new StrategySelector(host.strategies()).mayCopyKeys(request, config);
    selector
        .knowing(redis)
        .wasWarm(state.wasWarm())
        .beside(redis, local)
        .to(fitness.side(NodeFitness.ways(StrategySelector.isAuto(request, config), mayCopyKeys)))
        .withAbsoluteExpiries(!mayCopyKeys);
    long kept = kept(local);
    Optional<Candidate> best = withoutLoss(kept);
    if (isNewRing(best) || isOutweighed(best, redis, local)) {
      Optional<Candidate> ofShares = shares.best(redis, local);
      if (shares.planned()) {
        return ofShares;
      }
    }
    if (best.isPresent() && !selector.decided()) {
      authority
          .asking(selector::removals)
          .keepsOwnKeys(keysWereTaken())
          .choose(best.get(), selector.ranked(), kept, local);
    }
    return best;
  }

  private boolean isNewRing(Optional<Candidate> best) {
    return !isNamed() && NewRing.insteadOf(best, topology, config.remoteDatacenters()).isPresent();
  }

  private boolean isOutweighed(Optional<Candidate> best, RedisNode redis, RedisInfo local)
      throws InterruptedException {
    return !isNamed()
        && NewRing.besidePeerAsNew(best, topology, config.coldUptimeSeconds()).isPresent()
        && shares.outweigh(best.get(), redis, local);
  }

  private boolean isNamed() {
    return !request.source().orElseGet(config::source).isEmpty();
  }

  /** Returns the number of keys on this node that must not be lost. */
  private long kept(RedisInfo local) {
    return start.hasNothingToLose() || otherToken ? 0 : local.keys();
  }

  /** As in a run, the source of an interrupted run is passed over if it has lost data since. */
  private Optional<Candidate> withoutLoss(long kept) throws InterruptedException {
    Map<Peer, String> lost = new LinkedHashMap<>();
    while (true) {
      Optional<Candidate> best = selector.best(kept, lost);
      Optional<String> objection =
          start.action() == Recovery.Action.NONE
              ? Optional.empty()
              : best.flatMap(c -> PinnedSources.objection(state, c, kept > 0));
      if (!objection.isPresent()) {
        return best;
      }
      lost.put(best.get().peer(), objection.get());
    }
  }

  List<CandidateVerdict> verdicts() {
    return shares.planned() ? shares.verdicts() : selector.verdicts();
  }

  /**
   * Returns the result of a run that finds no source.
   *
   * @param notes receives what the run would do then
   */
  RunResult none(List<String> notes) {
    if (shares.planned()) {
      return shares.none();
    }
    if (!selector.empty()) {
      return RunResult.failed(Reason.NO_HEALTHY_SOURCE, Candidate.whyNone(selector.verdicts()));
    }
    RetryPolicy.of(config).withoutPeer().ifPresent(notes::add);
    return RunResult.skipped(Reason.NO_PEER, topology.whyNoPeer(config.remoteDatacenters()));
  }

  /**
   * Returns the decision of a run with this source.
   *
   * @param notes receives what the run would warn of
   */
  SourceDecision decide(Candidate source, RedisInfo local, List<String> notes) {
    boolean auto = StrategySelector.isAuto(request, config);
    return new RightsForecast(host.redisConnector(), access, fitness, this, auto)
        .after(decide(source, local, Optional.empty()), source, local, notes);
  }

  /**
   * @param cannotKeep why a strategy that keeps the node's data does not work; empty if it may
   */
  SourceDecision decide(Candidate source, RedisInfo local, Optional<String> cannotKeep) {
    SourceFacts facts =
        new SourceFacts(source, local, host.strategies(), request, config)
            .nothingToLose(start.hasNothingToLose())
            .served(keysWereTaken() || start.servedSince())
            .otherToken(otherToken)
            .cannotKeep(cannotKeep)
            .side(fitness.side(LocalSide.Ways.ANY))
            .dump(new YoungDump(host, config, topology, CancelSignal.never())::found)
            .authority(authority, otherCopies(source));
    shares.first().ifPresent(share -> facts.share(share, Optional.empty()));
    return SourceDecision.of(facts);
  }

  /** Returns all sources from which a run would copy, this one first. */
  List<Candidate> all(Candidate first) {
    return shares.planned() ? shares.sources() : Collections.singletonList(first);
  }

  /** Returns why the local Redis cannot be a replica of this source; empty if it can. */
  Optional<String> noReplication(Candidate source) {
    return Fitness.replicationObjection(source.facts(), fitness.side(LocalSide.Ways.ANY));
  }

  private boolean keysWereTaken() {
    return state.cold().keysWereTaken();
  }

  /** Returns what a run from this source would warn of. */
  List<String> warnings(Candidate source, RedisInfo local, WarmupStrategy strategy) {
    List<String> all = new ArrayList<>(shares.notes());
    if (authority.question().isPresent()) {
      all.add(
          "the run would end PARTIAL: "
              + authority.question().get()
              + (authority.union() ? "; if nothing differs between the copies, WARMED" : ""));
    } else if (!selector.decided() && strategy.keepsData()) {
      authority
          .unasked(source, kept(local), otherCopies(source))
          .ifPresent(why -> all.add("the run would end PARTIAL: " + why));
    }
    source.warnings().forEach(w -> all.add("source " + source.peer() + " " + w));
    fitness.appendForecast(source.facts().usedMemory().orElse(0)).ifPresent(all::add);
    if (strategy.keepsData()) {
      Fitness.leftOut(source.facts(), fitness.side(LocalSide.Ways.KEYS))
          .forEach(what -> all.add("the run would end PARTIAL: " + what));
    }
    return all;
  }

  private boolean otherCopies(Candidate source) {
    return authority.otherCopies(topology, source.peer());
  }

  /** Returns what a replication from this source would cause. */
  List<String> forecast(Candidate source, RedisNode redis, RedisInfo local) {
    PinnedSourceProbe probe = new PinnedSourceProbe(host.redisConnector(), source.facts(), access);
    List<String> all = local.replication().isReplica() ? probe.warnings() : probe.forecast(redis);
    fitness.diskForecast(source.facts().usedMemory().orElse(0)).ifPresent(all::add);
    return all;
  }
}
