// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.Detach;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.node.RingRange;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.probe.PeerProber;
import io.dynowarmup.source.rule.Eligibility;
import io.dynowarmup.source.rule.Fitness;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.source.rule.RankingRules;
import java.util.Collections;
import java.util.Optional;

/**
 * The source of a replica that an interrupted run left. Decides whether its data can be loaded and
 * whether SELECT_SOURCE would accept it.
 */
public final class AdoptedSource {
  private final RunContext context;
  private final Peer source;
  private PeerFacts facts;

  public AdoptedSource(RunContext context, Peer source) {
    this.context = context;
    this.source = source;
  }

  /**
   * Detaches the replica if its Redis would exit while it loads the snapshot, or if its source must
   * not be used. A replica that is already loading is left alone, because it cannot be detached.
   *
   * @param local INFO of the local Redis, which is a replica
   * @return whether the replica was detached
   */
  public boolean endedUnfit(RedisInfo local) throws InterruptedException {
    Optional<String> why = local.loading() ? Optional.empty() : objection(local);
    if (why.isPresent()) {
      context.warn("ending the replication that an interrupted run has left: " + why.get());
      new Detach(context.node().redis()).make();
    }
    return why.isPresent();
  }

  /**
   * Returns why the run has to wait for the end of a load and then detach the replica; empty if it
   * need not.
   */
  public Optional<String> endsAfterLoading(RedisInfo local) throws InterruptedException {
    return local.loading() ? evidence(local) : Optional.empty();
  }

  private Optional<String> objection(RedisInfo local) throws InterruptedException {
    NodeFitness fitness = context.node().fitness();
    try {
      fitness.ask(local);
    } catch (WarmupException e) {
      // A Redis that refuses writes is reported once it is a master again.
    }
    LocalSide side = fitness.side(LocalSide.Ways.SNAPSHOT);
    Optional<String> version = Fitness.versionObjection(facts(local), side);
    Optional<String> unfit =
        version.isPresent() ? version : Fitness.replicationObjection(facts(local), side);
    return unfit.isPresent() ? unfit : evidence(local);
  }

  /**
   * Checks the identity, the key range and the clock of the source. The replica holds the source's
   * data.
   */
  private Optional<String> evidence(RedisInfo local) throws InterruptedException {
    PeerFacts f = facts(local);
    RankingRules rules =
        RankingRules.of(0, context.config().force(), 0, Collections.emptyMap())
            .withLocal(LocalEvidence.of(context.node().redis(), local, context.ticker()))
            .withAbsoluteExpiries(true)
            .withKeyRange(
                RingRange.range(context.host(), context.config(), context.node().topology()));
    Optional<String> stranger = Eligibility.stranger(f, rules);
    return (stranger.isPresent() ? stranger : Eligibility.clockObjection(f, rules))
        .map(why -> source.redis() + " " + why);
  }

  /** Returns the facts on the source, which are probed only once: the load may take long to end. */
  private PeerFacts facts(RedisInfo local) throws InterruptedException {
    if (facts == null) {
      facts =
          new PeerProber(context.commands().forProbes(), context.ticker())
              .withMachineMemory(context.config().sourceLimits().memoryBytes())
              .beside(LocalEvidence.of(context.node().redis(), local, context.ticker()))
              .probe(
                  Collections.singletonList(source),
                  context.node().peerAccess(),
                  (int) context.config().probeMillis())
              .get(0);
    }
    return facts;
  }
}
