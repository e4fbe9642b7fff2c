// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.probe.DiskLoad;
import io.dynowarmup.state.StateFile;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node that serves although a start-up run failed to warm it, or was killed. The state file
 * records this until a run ends WARMED. Until then, the node is warmed by a strategy that keeps its
 * data.
 *
 * <p>The source remains the authority for each key that it holds. A cold node holds fragments of
 * hashes and counters that began at 0, and the source holds those keys completely.
 *
 * <p>If the node was empty when the run failed, a key that only this node holds is kept. Such a key
 * was written here since then, while the source was away and missed it. If the node had kept old
 * data, a key that the source lacks may have been deleted meanwhile, and ordinary delta decides.
 */
public final class ServedCold {
  private final RunContext context;
  private OptionalLong found = OptionalLong.empty();
  private OptionalLong left = OptionalLong.empty();
  private boolean taken;
  private boolean killedBefore;
  private boolean missedWrites;
  private boolean fromDisk;
  private RedisInfo before;
  private boolean keeping;

  public ServedCold(RunContext context) {
    this.context = context;
  }

  /** Records the node before the run warms it. */
  public void found(RedisInfo local) {
    found = OptionalLong.of(local.keys());
    taken = context.node().state().cold().keysWereTaken();
    missedWrites = context.node().state().cold().isForItsData();
    fromDisk = DiskLoad.happened(DiskLoad.asked(context.node().redis(), local));
    before = local;
  }

  /** Records the keys at the end of a run that changed the node. */
  public void left(RedisInfo local) {
    left = OptionalLong.of(local.keys());
  }

  /** Returns whether the node was empty when its last start-up run failed. */
  public boolean keysWereTaken() {
    return taken;
  }

  /** Records that the node has served since a run was killed half-way. */
  public void afterKilledRun() {
    killedBefore = true;
  }

  /** Returns whether the node has served since a run failed or was killed. */
  public boolean keysStay() {
    return taken || killedBefore;
  }

  /** Records that the run keeps what the node holds, whatever strategy is set. */
  public void keep() {
    keeping = true;
  }

  /** Returns whether the run must not fall back to a strategy that drops the node's data. */
  public boolean keeping() {
    return keeping;
  }

  /** Returns whether every key that was here when the comparison began is kept. */
  public boolean keepsOwnKeys() {
    return keeping && taken;
  }

  /**
   * Records that a start-up run failed or found no peer. The node is then cold, and was empty or
   * not.
   *
   * @param touched whether the run has changed the node
   */
  public void ended(RunResult ending, boolean touched) {
    boolean failed =
        ending.outcome() == WarmupOutcome.FAILED && !ending.isFor(Reason.ALREADY_RUNNING);
    boolean noPeer = ending.outcome() == WarmupOutcome.SKIPPED && ending.isFor(Reason.NO_PEER);
    boolean startup = context.request().trigger() == Trigger.STARTUP;
    if (!startup || !found.isPresent() || !(failed || noPeer)) {
      return;
    }
    boolean empty = (touched ? left : found).orElse(-1) == 0;
    StateFile state = context.node().state();
    if (noPeer) {
      if (empty) {
        state.cold().withoutPeer();
      }
    } else if (empty) {
      state.cold().failed(true);
    } else if (!context.config().force()) {
      // A forced run that changed nothing on a warm node leaves it warm.
      state.cold().failed(state.cold().keysWereTaken());
      if (!touched) {
        record();
      }
    }
  }

  /**
   * Records in Redis that the copy is not the right one, for the peers. A run that changed nothing
   * has not done it. Keys that were written since Redis started are as right as any.
   */
  private void record() {
    String runId = before.runId();
    Optional<NodeRecord> own = before.nodeRecord().filter(r -> r.runId().equals(runId));
    NodeRecord.Doubt doubt =
        missedWrites || !fromDisk ? NodeRecord.Doubt.NONE : NodeRecord.Doubt.RESTARTED;
    // A record that lets the peers take values is no longer true after missed writes.
    boolean known =
        own.filter(r -> !missedWrites || !(r.warm(runId) || r.isIncomplete(runId))).isPresent();
    if ((missedWrites || fromDisk) && !known) {
      context.node().mark().set(NodeRecord.State.COLD, doubt, before, "", "");
    }
  }
}
