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
 * A node that serves although a start-up run failed to warm it. The state file records this until a
 * run ends WARMED. Until then, the node is warmed by a strategy that keeps its data.
 *
 * <p>The source remains the authority for each key that it holds. A cold node holds fragments of
 * hashes and counters that began at 0, and the source holds those keys completely.
 *
 * <p>If the node was empty when the run failed, a key that only this node holds is kept. Such a key
 * was written here since then, while the source was away and missed it. If the node had kept old
 * data, a key that the source lacks may have been deleted meanwhile, and ordinary delta decides.
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

  /** Records the node before the run warms it. */
  public void found(RedisInfo local) {
    found = local.keys();
    taken = run.node().state().cold().keysWereTaken();
  }

  /** Records the keys at the end of a run that changed the node. */
  public void left(RedisInfo local) {
    left = local.keys();
  }

  /** Returns whether this node holds data that no run may drop. */
  public boolean mustKeep(RedisInfo local) {
    boolean holds = local.keys() > 0 && !local.replication().isReplica();
    boolean mayLose = run.config().force() || run.hasNothingToLose();
    return holds
        && !mayLose
        && (taken || run.request().isKeepingData())
        && !TokenChange.of(run.node().state(), run.node().topology()).isPresent();
  }

  /**
   * Selects a strategy that keeps the data, whatever the settings say.
   *
   * @return why there is none; empty if it was selected
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

  /** Returns whether the run must not fall back to a strategy that drops the node's data. */
  public boolean keeping() {
    return keeping;
  }

  /** Returns whether every key that was here when the comparison began is kept. */
  boolean keepsOwnKeys() {
    return keeping && taken;
  }

  /** Returns what {@code preflight} reports about the strategy. */
  public static String why() {
    return WHY;
  }

  /**
   * Records that a start-up run failed or found no peer. The node is then cold, and was empty or
   * not.
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
      // A forced run that changed nothing on a warm node leaves it warm.
      state.cold().failed(state.cold().keysWereTaken());
    }
  }
}
