// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.engine.shares.RingKeys;
import io.dynowarmup.engine.shares.SharePlanner;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds the sources that a run would choose now for the parts of the range of a node whose tokens
 * no peer has. Changes nothing.
 */
final class ShareForecast {
  private final EngineHost host;
  private final WarmupConfig config;
  private final WarmupRequest request;
  private final Topology topology;
  private final RedisAccess access;
  private final NodeFitness fitness;
  private final List<CandidateVerdict> verdicts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Candidate> sources = new ArrayList<>();
  private Optional<RangePlan> plan = Optional.empty();
  private Optional<SourceShare> first = Optional.empty();

  ShareForecast(
      EngineHost host,
      WarmupConfig config,
      WarmupRequest request,
      Topology topology,
      RedisAccess access,
      NodeFitness fitness) {
    this.host = host;
    this.config = config;
    this.request = request;
    this.topology = topology;
    this.access = access;
    this.fitness = fitness;
  }

  /** Returns the source of the first part; empty if no node can provide any part. */
  Optional<Candidate> best(RedisNode redis, RedisInfo local) throws InterruptedException {
    plan = new SharePlanner(host, config).plan(topology, request);
    Optional<Candidate> best = Optional.empty();
    Optional<SourceShare> share = next();
    while (share.isPresent()) {
      Optional<Candidate> source = source(share.get(), redis, local);
      if (source.isPresent()) {
        notes.add("the run would copy " + share.get() + ", from " + source.get().peer());
        first = first.isPresent() ? first : share;
        best = best.isPresent() ? best : source;
        sources.add(source.get());
        plan.get().arrived(source.get().peer(), Collections.emptyList(), "");
      } else {
        plan.get().refused(verdicts);
      }
      share = next();
    }
    if (best.isPresent() && !plan.get().complete()) {
      notes.add("the run would end PARTIAL: no node can provide " + plan.get().missing());
    }
    return best;
  }

  /** Returns whether the owners are a better source than a peer that may be as new as this node. */
  boolean outweigh(Candidate peer, RedisNode redis, RedisInfo local) throws InterruptedException {
    Optional<RangePlan> trial = new SharePlanner(host, config).plan(topology, request);
    boolean better =
        trial.isPresent()
            && RingKeys.of(trial.get(), part -> source(part, redis, local)).outweigh(peer);
    verdicts.clear();
    return better;
  }

  private Optional<SourceShare> next() {
    return plan.flatMap(p -> p.next(Collections.emptyList()));
  }

  private Optional<Candidate> source(SourceShare share, RedisNode redis, RedisInfo local)
      throws InterruptedException {
    SourceSelector selector =
        SourceSelector.of(host, config, request, topology, access)
            .of(share)
            .knowing(redis)
            .beside(redis, local)
            .to(fitness.side(LocalSide.Ways.KEYS));
    long keys = share.ofSample(redis.randomKeys(SourceShare.SAMPLE), local.keys());
    Optional<Candidate> source = selector.best(keys, Collections.emptyMap());
    verdicts.addAll(selector.verdicts());
    return source;
  }

  /** Returns whether nodes of other racks are known to hold this node's range. */
  boolean planned() {
    return plan.isPresent();
  }

  /** Returns the source of each part that has one. */
  List<Candidate> sources() {
    return Collections.unmodifiableList(sources);
  }

  /** Returns the first part that has a source. */
  Optional<SourceShare> first() {
    return first;
  }

  List<CandidateVerdict> verdicts() {
    return Collections.unmodifiableList(verdicts);
  }

  /** Returns what the run would copy, and from which nodes. */
  List<String> notes() {
    return Collections.unmodifiableList(notes);
  }

  /** Returns the result of a run that finds no source for any part. */
  RunResult none() {
    return RunResult.failed(
        Reason.NO_HEALTHY_SOURCE, plan.get().missing(Candidate.whyNone(verdicts)));
  }
}
