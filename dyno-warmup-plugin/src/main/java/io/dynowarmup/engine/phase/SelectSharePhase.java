// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.engine.shares.RingKeys;
import io.dynowarmup.engine.shares.SharePlanner;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.topology.ring.TokenRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Selects the next part of the range of a node whose tokens no peer has, and the source of this
 * part. A part whose source failed is asked of other nodes that hold it. Parts that no node can
 * bring are named in the result.
 */
final class SelectSharePhase extends Phase {
  private final Patience withSources;
  private final List<CandidateVerdict> verdicts = new ArrayList<>();
  private Optional<WarmupException> silent = Optional.empty();

  SelectSharePhase(Run run) {
    super(run);
    this.withSources = Patience.withLocal(context.ticker(), context.config().stallMillis());
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.SELECT_SOURCE;
  }

  /** Returns whether nodes of other racks are known to hold this node's range. */
  boolean planned() {
    if (!sources.plan().isPresent()) {
      plan().ifPresent(sources::plan);
    }
    return sources.plan().isPresent();
  }

  private Optional<RangePlan> plan() {
    return new SharePlanner(context.host(), context.config())
        .plan(context.node().topology(), context.request());
  }

  /**
   * Returns whether nodes of other racks are known to hold this node's range, and are a better
   * source than a peer that may be as new as this node.
   */
  boolean plannedInsteadOf(Candidate peer, RedisInfo local) throws InterruptedException {
    Optional<RangePlan> trial = plan();
    return trial.isPresent()
        && RingKeys.of(trial.get(), part -> new ShareChoice(run, part, local).best()).outweigh(peer)
        && planned();
  }

  @Override
  Phase advance() throws InterruptedException {
    RangePlan plan = sources.plan().get();
    RedisInfo local = context.node().redis().info();
    if (local.loading() && !local.replication().isReplica()) {
      context
          .log()
          .waiting(
              "the local Redis " + context.node().redis().endpoint() + " is loading its own data");
      return this;
    }
    run.before(local);
    verdicts.clear();
    silent = Optional.empty();
    boolean failed = sources.failed().last().isPresent();
    Optional<Phase> stored = ofStore(plan, local);
    if (stored.isPresent()) {
      return stored.get();
    }
    for (Optional<SourceShare> share = plan.next(sources.notNow().keySet());
        share.isPresent();
        share = plan.next(sources.notNow().keySet())) {
      Optional<Phase> next = ofPart(plan, share.get(), local, failed);
      if (next.isPresent()) {
        return next.get();
      }
    }
    return none(plan);
  }

  /**
   * Loads what no live node holds from the store of dumps, before the node takes writes: later a
   * load would replace newer values. Waits first for owners that may answer soon.
   */
  private Optional<Phase> ofStore(RangePlan plan, RedisInfo local) throws InterruptedException {
    if (plan.begun() || !LoadDumpPhase.mayLoadRanges(run)) {
      return Optional.empty();
    }
    List<WarmupException> passing = new ArrayList<>();
    List<TokenRange> without = plan.stored().find(part -> hasSource(part, local, passing));
    if (without.isEmpty()) {
      return Optional.empty();
    }
    Optional<WarmupException> soon = passing.stream().filter(withSources::mayPass).findFirst();
    if (soon.isPresent()) {
      plan.stored().askAgain();
      context.log().waiting(soon.get().getMessage());
      return Optional.of(this);
    }
    return Optional.of(LoadDumpPhase.ofRanges(run, without));
  }

  /**
   * @param passing gets why an owner did not answer, if it may do so a moment later
   */
  private boolean hasSource(SourceShare part, RedisInfo local, List<WarmupException> passing)
      throws InterruptedException {
    ShareChoice choice = new ShareChoice(run, part, local);
    boolean found = choice.best().isPresent();
    if (!found) {
      choice.choice().passing(false).ifPresent(passing::add);
    }
    return found;
  }

  /** Returns what follows for a part; empty if another part or another source is tried. */
  private Optional<Phase> ofPart(RangePlan plan, SourceShare share, RedisInfo local, boolean failed)
      throws InterruptedException {
    Optional<Phase> ahead = new AheadParts(run).goOn(share, local);
    if (ahead.isPresent()) {
      return ahead;
    }
    if (share.candidates().stream().allMatch(sources.notNow()::containsKey)) {
      return Optional.empty();
    }
    ShareChoice choice = new ShareChoice(run, share, local);
    Optional<Candidate> best = choice.best();
    verdicts.addAll(choice.choice().verdicts());
    context.board().change(b -> b.candidates(new ArrayList<>(verdicts)));
    Optional<WarmupException> passing = choice.choice().passing(failed);
    if (best.filter(b -> !b.isAuthority()).isPresent()
        && !choice.choice().decided()
        && passing.filter(withSources::mayPass).isPresent()) {
      context.log().waiting(passing.get().getMessage());
      return Optional.of(this);
    }
    if (!best.isPresent()) {
      silent = silent.isPresent() ? silent : passing;
      plan.refused(choice.choice().verdicts());
    } else if (!new SourceRecheck(run).cameBackWithLess(best.get(), choice.holdsKeys())) {
      choice.authorize(best.get());
      Phase next = new ChosenSource(run, best.get(), local).next(false);
      new AheadParts(run).plan(plan, local);
      return Optional.of(next);
    }
    return Optional.empty();
  }

  /** Decides what follows if there is no node to ask for a missing part. */
  private Phase none(RangePlan plan) {
    if (context.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
    }
    if (verdicts.isEmpty()) {
      // The candidates of the missing parts were refused before another part was copied.
      verdicts.addAll(plan.refusals());
    }
    plan.askAgain();
    if (sources.failed().forgive()) {
      return this;
    }
    String why = verdicts.isEmpty() ? whyGivenUp() : Candidate.whyNone(verdicts);
    if (silent.filter(withSources::mayPass).isPresent()) {
      context.log().waiting(why);
      return this;
    }
    RunResult missing = missing(plan, Reason.NO_HEALTHY_SOURCE, why);
    return plan.begun() ? new RestorePhase(run, missing) : LoadDumpPhase.orRestore(run, missing);
  }

  /** Returns how the sources failed that no second try is allowed for. */
  private String whyGivenUp() {
    return sources.notNow().entrySet().stream()
        .map(failed -> " " + failed.getKey() + ": " + failed.getValue())
        .collect(Collectors.joining(";", "no peer can be the source:", ""));
  }

  private static RunResult missing(RangePlan plan, Reason reason, String why) {
    String text = plan.missing(why);
    return plan.begun() ? RunResult.partial(reason, text) : RunResult.failed(reason, text);
  }

  @Override
  Phase onBudgetSpent() {
    return new RestorePhase(
        run, missing(sources.plan().get(), Reason.BUDGET_SPENT, context.budgetText()));
  }
}
