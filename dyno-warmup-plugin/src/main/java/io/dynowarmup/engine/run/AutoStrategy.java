// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.Detach;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.probe.ClockOffset;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.WarmupStrategy;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategy {@code auto}. It selects a strategy that keeps the node's data if there is data to
 * keep and that strategy declares itself suitable. Otherwise it selects the strategy that copies
 * everything. It decides again for each source, before anything is changed.
 */
public final class AutoStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(AutoStrategy.class);
  private static final String REPLICA = "the local Redis is a replica already";

  private static final String SPARED = "the source is spared a sync: ";

  public static final String NAME = "auto";
  static final String NO_REPLICATION = "no replication: ";

  private final Run run;

  public AutoStrategy(Run run) {
    this.run = run;
  }

  /**
   * Selects the strategy for a replica that an interrupted run left: this Redis already replicates.
   */
  public void adopt() {
    WarmupStrategy adopting =
        new StrategySelector(run.host().strategies()).adopting(run.strategy());
    if (StrategySelector.isAuto(run.request(), run.config())) {
      run.strategy(adopting, REPLICA);
    } else {
      run.strategy(adopting);
    }
  }

  /**
   * Selects the strategy for this source.
   *
   * @param local INFO of the local Redis
   */
  public void choose(Candidate source, RedisInfo local) throws InterruptedException {
    List<WarmupStrategy> strategies = run.host().strategies();
    boolean begun = run.hasNothingToLose();
    Optional<String> relative = relative(strategies, source, local);
    Optional<String> harm = harm(strategies, source, local, begun);
    Optional<String> plain = everything(strategies, source, local, begun);
    Optional<String> unfit = run.node().fitness().sourceObjection();
    if (unfit.isPresent()) {
      detach(local);
      take(Suitability.yes(NO_REPLICATION + unfit.get()), local);
    } else if (!run.cannotKeep().isEmpty()) {
      take(Suitability.no(run.cannotKeep()), local);
    } else if (relative.isPresent()) {
      take(Suitability.yes(relative.get()), local);
    } else if (harm.isPresent()) {
      take(Suitability.yes(harm.get()), local);
    } else if (plain.isPresent()) {
      take(Suitability.no(plain.get()), local);
    } else if (source.snapshotDoubt().isPresent()) {
      take(Suitability.yes(SPARED + source.snapshotDoubt().get()), local);
    } else if (run.node().bookmark().isOf(source.peer().redis())) {
      take(Suitability.yes("going on with the comparison of the run before"), local);
    } else {
      take(ask(source.peer()), local);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /**
   * Returns why only a strategy that copies key by key is possible.
   *
   * @param noReplication why the local Redis cannot be a replica of the source
   * @param begun see {@link #everything}
   */
  public static Optional<String> keysOnly(
      List<WarmupStrategy> strategies,
      Candidate source,
      RedisInfo local,
      Optional<String> noReplication,
      boolean begun) {
    if (noReplication.isPresent()) {
      return noReplication.map(why -> NO_REPLICATION + why);
    }
    Optional<String> relative = relative(strategies, source, local);
    return relative.isPresent() ? relative : harm(strategies, source, local, begun);
  }

  /**
   * Returns why a node that holds data must spare its source a sync, however little that data is.
   * The sync could make the source refuse all writes. A comparison only reads from the source.
   */
  private static Optional<String> harm(
      List<WarmupStrategy> strategies, Candidate source, RedisInfo local, boolean begun) {
    boolean holds = local.keys() > 0 && !local.replication().isReplica() && !begun;
    if (!holds || strategies.stream().noneMatch(WarmupStrategy::keepsData)) {
      return Optional.empty();
    }
    return source.harm().map(why -> SPARED + why);
  }

  /**
   * Returns why only a strategy is possible that copies remaining times to live. Other strategies
   * copy absolute expiry times of the source's clock.
   *
   * @param local INFO of the local Redis
   */
  static Optional<String> relative(
      List<WarmupStrategy> strategies, Candidate source, RedisInfo local) {
    return source
        .facts()
        .evidence()
        .offset()
        .filter(ClockOffset::apart)
        .filter(o -> !local.replication().isReplica())
        .filter(o -> strategies.stream().anyMatch(WarmupStrategy::keepsData))
        .map(
            o ->
                "the source's clock is "
                    + o
                    + ", and replication would carry its expiry times as they are");
  }

  /**
   * Returns why everything must be copied, if this is clear without asking the source.
   *
   * @param local INFO of the local Redis
   * @param begun whether this run, or the interrupted run before it, has begun to replace the
   *     node's data
   */
  public static Optional<String> everything(
      List<WarmupStrategy> strategies, Candidate source, RedisInfo local, boolean begun) {
    long here = local.keys();
    long there = source.facts().keys();
    if (local.replication().isReplica()) {
      return Optional.of(REPLICA);
    }
    if (here == 0) {
      return Optional.of("the node is empty");
    }
    if (strategies.stream().noneMatch(WarmupStrategy::keepsData)) {
      return Optional.of("there is none that keeps what the node holds");
    }
    if (begun) {
      return Optional.of("it had begun to replicate before");
    }
    return KeyShare.isLessThanHalf(here, there) || KeyShare.isLessThanHalf(there, here)
        ? Optional.of("the node holds " + here + " keys, the source " + there)
        : Optional.empty();
  }

  /** Returns the text for the status. */
  public static String text(WarmupStrategy chosen, String why) {
    return chosen.name() + " (" + NAME + ": " + why + ")";
  }

  /** Detaches a replica that an interrupted run left. A comparison requires a master. */
  private void detach(RedisInfo local) {
    if (local.replication().isReplica()) {
      new Detach(run.node().redis()).make();
    }
  }

  private void take(Suitability keeping, RedisInfo local) {
    StrategySelector choice = new StrategySelector(run.host().strategies());
    WarmupStrategy chosen = keeping.suits() ? choice.thatKeeps() : choice.thatBringsEverything();
    LOG.info("strategy {}: {}", chosen.name(), keeping.reason());
    if (local.keys() > 0 && !chosen.keepsData()) {
      LOG.warn(
          "the {} keys that this node holds will be dropped when the load begins", local.keys());
    }
    run.strategy(chosen, keeping.reason());
  }

  private Suitability ask(Peer peer) {
    TransferSession attempt = TransferSession.before(run, peer);
    try {
      return new StrategySelector(run.host().strategies()).thatKeeps().suitability(attempt);
    } catch (WarmupException e) {
      if (e.reason().isTransient()) {
        // The node's data is not dropped because of a failure that may pass.
        throw e;
      }
      return Suitability.no(e.getMessage());
    } finally {
      attempt.closeConnections();
    }
  }
}
