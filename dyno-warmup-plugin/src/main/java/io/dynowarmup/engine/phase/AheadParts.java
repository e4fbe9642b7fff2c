// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.context.StepRetrier;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.run.AheadCopy;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which parts of the range are copied while the run copies another part, and continues with
 * them when it is their turn.
 */
final class AheadParts {
  private static final Logger LOG = LoggerFactory.getLogger(AheadParts.class);

  private final Run run;
  private final RunContext context;
  private final KnownSources sources;

  AheadParts(Run run) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
  }

  /** Plans which parts to copy beside the first one, whose source was chosen. */
  void plan(RangePlan plan, RedisInfo local) throws InterruptedException {
    run.ahead().planNothing();
    if (sources.begun() || sources.failed().last().isPresent() || !run.strategy().copiesAhead()) {
      return;
    }
    int most = context.config().copySources() - 1;
    for (SourceShare share : plan.following()) {
      if (most > 0 && planned(share, local)) {
        most--;
      }
    }
  }

  private boolean planned(SourceShare share, RedisInfo local) throws InterruptedException {
    ShareChoice choice = new ShareChoice(run, share, local);
    Optional<Candidate> best = choice.best().filter(choice::isPlain);
    if (!best.isPresent()
        || new SourceRecheck(run).cameBackWithLess(best.get(), choice.holdsKeys())) {
      return false;
    }
    sources.pins().choose(best.get());
    Peer peer = best.get().peer();
    best.get().warnings().forEach(w -> context.warn("source " + peer + " " + w));
    run.ahead().plan(share, best.get(), choice.choice().ranked());
    return true;
  }

  /**
   * Continues with the copy of a part.
   *
   * @return the phase that follows; empty if the part still has to be copied
   */
  Optional<Phase> goOn(SourceShare share, RedisInfo local) throws InterruptedException {
    Optional<AheadCopy> copy = run.ahead().of(share).filter(c -> !c.failure().isPresent());
    if (copy.isPresent() && share.candidates().contains(copy.get().peer())) {
      AheadCopy one = copy.get();
      LOG.info("Selected part {}, which is being copied already", one);
      new ShareChoice(run, share, local).authorize(one);
      context.board().change(b -> b.source(one.peer()));
      return Optional.of(new TransferPhase(run, one.peer()));
    }
    for (Optional<AheadCopy> other = run.ahead().overlapping(share);
        other.isPresent();
        other = run.ahead().overlapping(share)) {
      end(other.get());
    }
    return Optional.empty();
  }

  /** Ends a copy that failed or is no longer needed. */
  private void end(AheadCopy copy) throws InterruptedException {
    copy.failure().ifPresent(e -> failed(copy.peer(), e));
    StepRetrier.passing(
        context,
        () -> {
          run.ahead().close(copy, context.budget());
          return null;
        });
  }

  /** Records that a source failed. What else went wrong shows when the part is copied again. */
  private void failed(Peer peer, Throwable e) {
    Reason reason = e instanceof WarmupException ? ((WarmupException) e).reason() : Reason.INTERNAL;
    if (reason == Reason.SOURCE_EMPTIED) {
      context.warn("giving up on " + peer + ": " + e.getMessage());
      sources.failed().emptied(peer);
      sources.failed().ban(peer, e.getMessage());
    } else if (reason == Reason.SOURCE_FAILED) {
      context.warn("giving up on " + peer + ": " + e.getMessage());
      sources.failed().fail(peer, e.getMessage());
    }
  }
}
