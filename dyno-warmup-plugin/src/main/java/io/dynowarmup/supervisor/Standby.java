// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Dynomite in STANDBY, so that clients do not read from a Redis that came back cold, until
 * its state is known. The state file records it first, so that the next process can undo it after a
 * crash.
 */
final class Standby {
  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
  private static final long STATE_MILLIS = 5_000;

  private final EngineHost host;

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
    if (!ours(node)) {
      LOG.warn("Dynomite goes to STANDBY: {}", why);
      node.state().standby(true);
    }
    set(node, DynomiteState.STANDBY);
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
