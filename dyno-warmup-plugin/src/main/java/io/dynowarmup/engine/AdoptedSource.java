package io.dynowarmup.engine;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupException;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.source.Fitness;
import io.dynowarmup.source.LocalSide;
import io.dynowarmup.source.PeerFacts;
import io.dynowarmup.source.PeerProber;
import java.util.Collections;
import java.util.Optional;

/** The source of a replica that an interrupted run has left: is it one that can be loaded? */
final class AdoptedSource {
  private final Run run;

  AdoptedSource(Run run) {
    this.run = run;
  }

  /**
   * Ends the replica when its Redis would exit at the snapshot. One that loads already is left
   * alone: it cannot be ended.
   *
   * @param local INFO of the local Redis, which is a replica
   */
  boolean endedUnfit(Peer source, RedisInfo local) throws InterruptedException {
    Optional<String> why = local.loading() ? Optional.empty() : objection(source, local);
    if (why.isPresent()) {
      run.warn("the replica that an interrupted run has left is ended: " + why.get());
      new MasterAgain(run.node().redis()).make();
    }
    return why.isPresent();
  }

  private Optional<String> objection(Peer source, RedisInfo local) throws InterruptedException {
    NodeFitness fitness = run.node().fitness();
    try {
      fitness.ask(local);
    } catch (WarmupException e) {
      // that it would refuse writes is told where it is a master again
    }
    PeerFacts facts =
        new PeerProber(run.host().redisConnector(), run.ticker())
            .probe(
                Collections.singletonList(source),
                run.node().peerAccess(),
                (int) run.config().probeMillis())
            .get(0);
    LocalSide side = fitness.side(LocalSide.Ways.SNAPSHOT);
    Optional<String> version = Fitness.versionObjection(facts, side);
    return version.isPresent() ? version : Fitness.replicationObjection(facts, side);
  }
}
