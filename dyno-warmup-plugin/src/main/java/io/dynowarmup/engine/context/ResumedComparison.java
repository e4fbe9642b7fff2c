// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.node.Node;
import io.dynowarmup.state.CheckpointFile;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Moment;
import java.util.Optional;

/**
 * Resumes the comparison of a run that was killed. The local Redis and Dynomite must be the same
 * processes, and Dynomite must have received the writes of the cluster all the time since.
 */
public final class ResumedComparison {
  private final RunContext context;

  public ResumedComparison(RunContext context) {
    this.context = context;
  }

  /**
   * @return why the comparison cannot be resumed; empty if it is resumed
   */
  public Optional<String> resume(InterruptedRun before) {
    Node node = context.node();
    node.checkpoint().interrupted();
    Optional<Peer> source =
        node.topology().sameTokenPeers(context.config().remoteDatacenters()).stream()
            .filter(p -> p.redis().equals(before.source()))
            .findFirst();
    DynomiteState dynomite = node.dynomite().probe();
    if (!source.isPresent()) {
      return Optional.of("its source is no longer a peer of this node");
    }
    if (!before.in(WarmupPhase.TRANSFER) && !before.in(WarmupPhase.CATCH_UP)) {
      return Optional.of("it was past the comparison");
    }
    if (dynomite != DynomiteState.RESUMING || node.state().standby()) {
      return Optional.of("Dynomite is in " + dynomite + ", it may have missed writes");
    }
    if (Recovery.budgetLeft(
            before, context.config().bootstrapTimeMillis(), Moment.now(context.ticker()))
        <= 0) {
      return Optional.of("its budget is spent");
    }
    Optional<CheckpointFile.Facts> now = RunCheckpoint.facts(context, before.source());
    Optional<String> whyNot =
        now.isPresent()
            ? node.checkpoint().adopt(now.get())
            : Optional.of("Dynomite was just started");
    if (!whyNot.isPresent()) {
      context.adopt(before);
      context.sources().resume(source.get());
    }
    return whyNot;
  }
}
