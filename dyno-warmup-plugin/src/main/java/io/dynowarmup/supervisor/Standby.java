// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The STANDBY that keeps readers from a Redis that came back cold, until that is known. Written
 * down before it is set: whoever finds it after a crash gives it back.
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

  /** From NORMAL into STANDBY, or again where gossip has undone it. One that is not there waits. */
  void hold(LockedNode node, String why) {
    DynomiteState found = node.lookAtDynomite().state();
    if (found != DynomiteState.NORMAL) {
      return;
    }
    if (!ours(node)) {
      LOG.warn("Dynomite goes to STANDBY: {}", why);
      node.state().standby(true);
    }
    set(node, DynomiteState.STANDBY);
  }

  /** Ours only: what somebody else has set is his to undo. */
  void giveBack(LockedNode node, String why) {
    if (!ours(node)) {
      return;
    }
    DynomiteState found = node.lookAtDynomite().state();
    if (found == DynomiteState.STANDBY) {
      LOG.info("Dynomite goes back to NORMAL: {}", why);
      set(node, DynomiteState.NORMAL);
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
