// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.state.BootstrapRecord;

/**
 * A node with {@code requires.bootstrap} during a run. Only a run that ends WARMED opens it: what
 * another outcome leaves out would be served from then on.
 */
public final class ClosedNode {
  private final RunContext context;

  ClosedNode(RunContext context) {
    this.context = context;
  }

  private BootstrapRecord record() {
    return context.node().state().bootstrap();
  }

  /** Returns the state; NOT_REQUIRED before the settings and the node are known. */
  public BootstrapState state() {
    return context.config() == null || context.node() == null
        ? BootstrapState.NOT_REQUIRED
        : record().state(context.config().requiresBootstrap());
  }

  /** Records that this run begins to warm the node. */
  public void begins() {
    if (state().isClosed()) {
      boolean before = context.request().trigger() == Trigger.STARTUP && record().together();
      record().begin(before || context.request().isOpenedTogether());
    } else if (state() == BootstrapState.NOT_REQUIRED) {
      record().forget();
    }
  }

  /** Lets a closed node take writes, but no reads, while it is compared with its source. */
  public void beforeProof(RunResult ending) {
    if (state().isClosed() && ending.outcome() == WarmupOutcome.WARMED) {
      context.node().dynomite().inService(DynomiteState.RESUMING);
    }
  }

  /**
   * Records the end of the run, and sets the state in which Dynomite has to be from now on.
   *
   * @return the result, with a note if the node stays closed
   */
  public RunResult ended(RunResult result) {
    if (!state().isClosed()) {
      return result;
    }
    String note = "";
    if (result.outcome() == WarmupOutcome.WARMED) {
      warmed();
    } else {
      note = "; the node stays closed (requires.bootstrap)";
      if (state() != BootstrapState.BOOTSTRAPPED && !mayBeRetried(result)) {
        record().require();
      }
    }
    context.node().dynomite().inService(NodeFinder.inService(state()));
    return note.isEmpty() || result.text().contains("stays closed")
        ? result
        : result.withText(result.text() + note);
  }

  private void warmed() {
    if (record().together()) {
      record().bootstrapped();
    } else {
      record().open("run " + context.board().now().runId().orElse("") + " warmed it");
    }
  }

  /** A start-up run that resumed the bootstrap is retried by itself. */
  private boolean mayBeRetried(RunResult result) {
    return state() == BootstrapState.BOOTSTRAPPING
        && context.request().trigger() == Trigger.STARTUP
        && result.outcome() == WarmupOutcome.FAILED;
  }
}
