// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.run.AheadCopy;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.MemoryFit;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.source.rule.Warmth;
import java.util.List;
import java.util.Optional;

/** Chooses the source of one part of the range among the nodes that hold it. */
final class ShareChoice {
  private final Run run;
  private final RunContext context;
  private final KnownSources sources;
  private final SourceShare share;
  private final RedisInfo local;
  private final SourceSelector choice;
  private final long keys;

  /**
   * @param local INFO of the local Redis
   */
  ShareChoice(Run run, SourceShare share, RedisInfo local) {
    this.run = run;
    this.context = run.context();
    this.sources = context.sources();
    this.share = share;
    this.local = local;
    this.keys = keys();
    this.choice =
        SourceSelector.of(
                context.host(),
                context.config(),
                context.request(),
                context.node().topology(),
                context.node().peerAccess())
            .of(share)
            .through(context.commands().forProbes());
  }

  /** Returns about how many keys of the part are here that must not be lost. */
  private long keys() {
    return sources.begun() || local.keys() == 0
        ? 0
        : share.ofSample(context.node().redis().randomKeys(SourceShare.SAMPLE), local.keys());
  }

  /** Returns the source; empty if no candidate is eligible. */
  Optional<Candidate> best() throws InterruptedException {
    choice
        .knowing(context.node().redis())
        .beside(context.node().redis(), local)
        .to(context.node().fitness().side(LocalSide.Ways.KEYS));
    long keep = context.local().isOfDump() ? 0 : keys;
    return choice.best(keep, sources.notNow(), sources.failed());
  }

  SourceSelector choice() {
    return choice;
  }

  /** Returns whether this node holds keys of the part. */
  boolean holdsKeys() {
    return keys > 0;
  }

  /** Evaluates the source that was chosen. */
  void authorize(Candidate best) {
    authorize(best, choice.ranked(), keys);
  }

  /** Evaluates the source of a part whose keys here were copied from it. */
  void authorize(AheadCopy copy) {
    authorize(copy.source(), copy.ranked(), 0);
  }

  private void authorize(Candidate best, List<Candidate> ranked, long keysToKeep) {
    if (!choice.decided()) {
      sources
          .authority()
          .asking(choice::removals)
          .keepsOwnKeys(run.servedCold().keysWereTaken())
          .chooseForPart(best, ranked, keysToKeep, local);
    }
  }

  /**
   * Returns whether the part can be copied without any further decision, over the keys that are
   * here.
   */
  boolean isPlain(Candidate best) {
    boolean decides =
        keys == 0
            || best.warmth() == Warmth.AUTHORITY
                && KeyShare.isLessThanHalf(keys, share.ofSource(best.facts().keys()));
    return decides && !MemoryFit.problem(best.facts(), local, share::ofSource).isPresent();
  }
}
