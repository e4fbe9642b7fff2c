// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.Recovery;
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
  private final Run run;

  public ResumedComparison(Run run) {
    this.run = run;
  }

  /**
   * @return why the comparison cannot be resumed; empty if it is resumed
   */
  public String goOn(InterruptedRun before) {
    Node node = run.node();
    node.bookmark().interrupted();
    Optional<Peer> source =
        node.topology().sameTokenPeers(run.config().remoteDatacenters()).stream()
            .filter(p -> p.redis().equals(before.source()))
            .findFirst();
    DynomiteState dynomite = node.dynomite().look();
    if (!source.isPresent()) {
      return "its source is no peer of this node any more";
    }
    if (!before.in(WarmupPhase.TRANSFER) && !before.in(WarmupPhase.CATCH_UP)) {
      return "it had come further";
    }
    if (dynomite != DynomiteState.RESUMING || node.state().standby()) {
      return "Dynomite is in " + dynomite + ", it may have missed writes";
    }
    if (Recovery.budgetLeft(before, run.config().bootstrapTimeMillis(), Moment.now(run.ticker()))
        <= 0) {
      return "its budget is spent";
    }
    Optional<CheckpointFile.Facts> now = RunCheckpoint.facts(run, before.source());
    String whyNot =
        now.isPresent() ? node.bookmark().adopt(now.get()) : "Dynomite was just started";
    if (whyNot.isEmpty()) {
      run.adopt(before);
      run.goesOnWith(source.get());
    }
    return whyNot;
  }
}
