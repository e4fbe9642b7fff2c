// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.Detach;
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
 * The strategy {@code auto}: one that keeps what the node holds, where there is something to keep
 * and the strategy says that it suits; otherwise the one that brings everything. Decided anew for
 * each source, before anything is changed.
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

  /** For a replica that an interrupted run has left: it is one already. */
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
   * Why only a strategy will do that brings keys one by one.
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
   * Why a node that holds data spares its source a sync, however little that is: it could make the
   * source refuse all writes. A comparison only reads there.
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
   * Why only a strategy will do that carries the time that keys have left, and not the time of the
   * source's clock at which they end.
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
   * Why everything is to come, where that is plain without asking the source.
   *
   * @param local INFO of the local Redis
   * @param begun whether this run, or the interrupted one before it, has begun to replace what the
   *     node holds
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
    // then more than half of one side cannot be the same
    return here < there / 2 || there < here / 2
        ? Optional.of("the node holds " + here + " keys, the source " + there)
        : Optional.empty();
  }

  /** For the status. */
  public static String text(WarmupStrategy chosen, String why) {
    return chosen.name() + " (" + NAME + ": " + why + ")";
  }

  /** An interrupted run has left it a replica, and its keys are compared by a master only. */
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
        // what the node holds is not dropped for what may pass
        throw e;
      }
      return Suitability.no(e.getMessage());
    } finally {
      attempt.closeConnections();
    }
  }
}
