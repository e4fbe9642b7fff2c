// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.TokenChange;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.StateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that serves although a start-up run failed to warm it. The state file says so until a run
 * ends WARMED. Until then the node is warmed by a strategy that keeps what it holds.
 *
 * <p>The source stays the authority for each key that it has: a cold node holds fragments of hashes
 * and counters that began at 0, and the source has those keys whole. A key that only this node has
 * is kept where the node was empty when the run failed. Such a key was written here since, and a
 * source that was away then has missed it. Where the node had kept old data, a key that the source
 * lacks may have been deleted meanwhile, and ordinary delta decides.
 */
public final class ServedCold {
  private static final Logger LOG = LoggerFactory.getLogger(ServedCold.class);
  private static final String WHY = "the node serves and is not warm, and keeps what it holds";

  private final Run run;
  private long found = -1;
  private long left = -1;
  private boolean taken;
  private boolean keeping;

  ServedCold(Run run) {
    this.run = run;
  }

  /** The run is going to warm this node. */
  public void found(RedisInfo local) {
    found = local.keys();
    taken = run.node().state().cold().keysWereTaken();
  }

  /** The keys at the end of a run that has changed the node. */
  public void left(RedisInfo local) {
    left = local.keys();
  }

  /** Whether this node holds what no run may drop. */
  public boolean mustKeep(RedisInfo local) {
    boolean holds = local.keys() > 0 && !local.replication().isReplica();
    boolean mayLose = run.config().force() || run.hasNothingToLose();
    return holds
        && !mayLose
        && (taken || run.request().isKeepingData())
        && !TokenChange.of(run.node().state(), run.node().topology()).isPresent();
  }

  /**
   * Takes a strategy that keeps the data, whatever the settings say.
   *
   * @return why there is none; empty when it was taken
   */
  public String keep(RedisInfo local) {
    WarmupStrategy chosen = new StrategySelector(run.host().strategies()).thatKeeps();
    String objection =
        chosen.keepsData() ? run.cannotKeep() : "no strategy is installed that keeps data";
    if (!objection.isEmpty()) {
      return "the node serves "
          + local.keys()
          + " keys that a warm-up must keep, and no strategy can keep them: "
          + objection
          + "; the node stays as it is; force=true replaces them";
    }
    keeping = true;
    run.strategy(chosen, WHY);
    LOG.info("strategy {}: {}", chosen.name(), WHY);
    return "";
  }

  /** Whether the run must not fall back to a strategy that drops what is here. */
  public boolean keeping() {
    return keeping;
  }

  /** Whether no key goes that was here when the comparison began. */
  boolean keepsOwnKeys() {
    return keeping && taken;
  }

  /** What {@code preflight} says of the strategy. */
  public static String why() {
    return WHY;
  }

  /**
   * Records a start-up run that failed or found no peer: the node is cold, and was empty or not.
   */
  void ended(RunResult ending) {
    boolean failed =
        ending.outcome() == WarmupOutcome.FAILED && ending.code() != Reason.ALREADY_RUNNING;
    boolean noPeer = ending.outcome() == WarmupOutcome.SKIPPED && ending.code() == Reason.NO_PEER;
    boolean startup = run.request().trigger() == Trigger.STARTUP;
    if (!startup || found < 0 || !(failed || noPeer)) {
      return;
    }
    long keys = run.touched() ? left : found;
    StateFile state = run.node().state();
    if (noPeer) {
      if (keys == 0) {
        state.cold().withoutPeer();
      }
    } else if (keys == 0) {
      state.cold().failed(true);
    } else if (!run.config().force()) {
      // a forced run of a warm node that changed nothing leaves it warm
      state.cold().failed(state.cold().keysWereTaken());
    }
  }
}
