// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Dynomite in STANDBY, so that clients do not read from a Redis that came back cold, until
 * its state is known. The state file records it first, so that the next process can undo it after a
 * crash.
 *
 * <p>The node misses the cluster's writes meanwhile, and while Redis is gone: no Dynomite keeps
 * them. Such a node is recorded as cold until a run has compared it.
 */
final class Standby {
  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
  private static final long STATE_MILLIS = 5_000;

  private final EngineHost host;
  private String missed = "";
  private long missedMillis;
  private boolean marked;

  Standby(EngineHost host) {
    this.host = host;
  }

  boolean ours(LockedNode node) {
    return node.state().standby();
  }

  /**
   * Sets STANDBY if Dynomite is NORMAL, or again if gossip has reverted it. If Dynomite does not
   * answer, a later probe does it.
   */
  void hold(LockedNode node, String why) {
    DynomiteState found = node.probeDynomite().state();
    if (found != DynomiteState.NORMAL) {
      return;
    }
    if (node.isStopped()) {
      // Redis may have executed writes until a moment ago.
      String opened = "Dynomite was NORMAL after the stop, so the node may hold later writes";
      LOG.warn("Closing the stopped node again: {}", opened);
      node.forgetStop(opened);
    }
    if (!ours(node)) {
      LOG.warn("Dynomite goes to STANDBY: {}", why);
      node.state().standby(true);
    }
    set(node, DynomiteState.STANDBY);
  }

  /** Sets STANDBY because Redis does not answer. From then on the node misses writes. */
  void holdSilent(LockedNode node) {
    hold(node, "Redis does not answer, and may come back without its data");
    if (ours(node) && !node.isStopped()) {
      missed(
          node,
          "Redis did not answer, and Dynomite was in STANDBY and dropped the cluster's writes");
    }
  }

  /**
   * Records that the node has missed writes. Without another rack that a run may use, no run can
   * bring them.
   *
   * @param how how it missed them, a sentence without a full stop
   */
  void missed(LockedNode node, String how) {
    boolean unseen = missed.isEmpty() || !marked;
    if (unseen && node.hasOtherCopies()) {
      missed = how;
      missedMillis = host.ticker().epochMillis();
      marked = false;
      node.state().cold().missedWrites();
    }
  }

  /**
   * Returns how this node has missed writes of the cluster; empty if it has not, or if a run has
   * answered it. Before it returns a reason, the peers of the node can see it.
   *
   * @param now INFO of the local Redis; a replica is judged when it is a master again
   */
  Optional<String> missed(LockedNode node, RedisInfo now) {
    if (now.replication().isReplica()) {
      return Optional.empty();
    }
    if (!node.state().leftCold() && warmedSince(now)) {
      accept();
    } else if (!missed.isEmpty() && !marked) {
      // The record of a run with another state file may have been taken over since.
      node.state().cold().missedWrites();
      node.mark().cold("", "");
      marked = true;
    } else if (!node.state().leftCold()) {
      accept();
    }
    return missed.isEmpty() ? Optional.empty() : Optional.of(missed);
  }

  /** Returns whether a run that waited for Redis has answered it before this program saw Redis. */
  private boolean warmedSince(RedisInfo now) {
    return now.nodeRecord()
        .filter(r -> r.isOfWarmUp(now.runId()) && r.sinceEpochMillis() >= missedMillis)
        .isPresent();
  }

  /** Asks for no run any more: one has begun, or none can begin. */
  void accept() {
    missed = "";
  }

  /**
   * Opens the node as it is, even after a planned stop, whose note then does not apply any more.
   */
  void open(LockedNode node, String why) {
    node.forgetStop();
    release(node, why);
  }

  /**
   * Ends a STANDBY that this program has set. A STANDBY set by another program is left alone, and
   * so is a node that an operator has stopped.
   */
  void release(LockedNode node, String why) {
    if (!ours(node) || node.isStopped()) {
      return;
    }
    DynomiteState found = node.probeDynomite().state();
    DynomiteState target = node.dynomite().inService();
    if (found == DynomiteState.STANDBY && found != target) {
      LOG.info("Dynomite goes back to {}: {}", target, why);
      set(node, target);
    }
    if (found != DynomiteState.OTHER) {
      node.state().standby(false);
    }
  }

  private void set(LockedNode node, DynomiteState state) {
    node.dynomite()
        .gate()
        .hold(state, Deadline.after(host.ticker(), STATE_MILLIS), CancelSignal.never());
    node.dynomite().gate().release();
  }
}
