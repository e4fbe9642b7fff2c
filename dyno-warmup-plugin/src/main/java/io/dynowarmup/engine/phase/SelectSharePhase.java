// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.engine.shares.SharePlanner;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.LocalSide;
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
      new SharePlanner(context.host(), context.config())
          .plan(context.node().topology(), context.request())
          .ifPresent(sources::plan);
    }
    return sources.plan().isPresent();
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
    for (Optional<SourceShare> share = plan.next(sources.notNow().keySet());
        share.isPresent();
        share = plan.next(sources.notNow().keySet())) {
      SourceSelector choice =
          SourceSelector.of(
                  context.host(),
                  context.config(),
                  context.request(),
                  context.node().topology(),
                  context.node().peerAccess())
              .of(share.get())
              .through(context.commands().forProbes());
      Optional<Candidate> best = best(choice, share.get(), local);
      verdicts.addAll(choice.verdicts());
      context.board().change(b -> b.candidates(new ArrayList<>(verdicts)));
      if (best.isPresent()
          && !new SourceRecheck(run).cameBackWithLess(best.get(), keys(share.get(), local) > 0)) {
        return chosen(choice, best.get(), share.get(), local);
      }
      if (!best.isPresent()) {
        Optional<WarmupException> passing = choice.passing(failed);
        silent = silent.isPresent() ? silent : passing;
        plan.refused(choice.verdicts());
      }
    }
    return none(plan);
  }

  private Optional<Candidate> best(SourceSelector choice, SourceShare share, RedisInfo local)
      throws InterruptedException {
    choice
        .knowing(context.node().redis())
        .beside(context.node().redis(), local)
        .to(context.node().fitness().side(LocalSide.Ways.KEYS));
    return choice.best(keys(share, local), sources.notNow(), sources.failed());
  }

  /** Returns about how many keys of the part are here that must not be lost. */
  private long keys(SourceShare share, RedisInfo local) {
    return sources.begun() || local.keys() == 0
        ? 0
        : share.ofSample(context.node().redis().randomKeys(SourceShare.SAMPLE), local.keys());
  }

  private Phase chosen(SourceSelector choice, Candidate best, SourceShare share, RedisInfo local)
      throws InterruptedException {
    if (!choice.decided()) {
      sources
          .authority()
          .asking(choice::removals)
          .keepsOwnKeys(run.servedCold().keysWereTaken())
          .choose(best, choice.ranked(), keys(share, local), local);
    }
    return new ChosenSource(run, best, local).next(false);
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
    String why = verdicts.isEmpty() ? whyGivenUp() : SourceSelector.whyNone(verdicts);
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
