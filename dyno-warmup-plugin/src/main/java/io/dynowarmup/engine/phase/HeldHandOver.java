// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides the result of a run after whose hand-over no write can be missing. */
final class HeldHandOver {
  private final Run run;
  private final RunContext context;
  private final KnownSources sources;

  HeldHandOver(Run run) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
  }

  Phase end() throws InterruptedException {
    if (sources.authority().question().isPresent()) {
      return partial(Reason.NO_AUTHORITY, sources.authority().question().get());
    }
    Optional<String> heldMore = heldMore();
    if (heldMore.isPresent()) {
      return partial(Reason.NOT_PROVEN, "the hand-over succeeded, but " + heldMore.get());
    }
    return new RestorePhase(
        run,
        run.latencies()
            .reach()
            .gap()
            .map(why -> RunResult.partial(Reason.SOURCE_FAILED, why))
            .orElseGet(() -> held(context, leftOut())));
  }

  private Optional<String> heldMore() {
    return SourceAuthority.decided(context.request(), context.config())
        ? Optional.empty()
        : sources.heldMore(run.session().peer());
  }

  private List<String> leftOut() {
    List<String> all = new ArrayList<>(run.session().transfer().leftOut());
    sources.authority().incomplete().ifPresent(all::add);
    return all;
  }

  /** Returns the result of a hand-over that succeeded, apart from what could not be copied. */
  static RunResult held(RunContext context, List<String> leftOut) {
    leftOut.forEach(context::warn);
    return leftOut.isEmpty()
        ? RunResult.warmed()
        : RunResult.partial(
            Reason.LEFT_OUT, "the hand-over succeeded, but " + String.join("; ", leftOut));
  }

  private Phase partial(Reason code, String why) {
    return new RestorePhase(run, RunResult.partial(code, why));
  }
}
