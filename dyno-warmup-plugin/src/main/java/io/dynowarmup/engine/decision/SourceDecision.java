// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.shares.RangePlan;
import io.dynowarmup.source.MemoryFit;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/**
 * Decides whether this node is warmed from the chosen source, and by which strategy. A pure
 * function of the {@link SourceFacts}, used by a run and by preflight. Immutable.
 */
public final class SourceDecision {
  /** Why a replica that an interrupted run left keeps replicating. */
  public static final String REPLICA = "the local Redis is already a replica";

  private static final String FORBIDDEN =
      "source.may.fork=false does not allow a replication, for which the source forks; set"
          + " strategy to auto, copy or delta";

  private static final String SPARED = "to spare the source a fork: ";

  /** How the strategy was chosen. */
  public enum Kind {
    /** By the request or the settings. */
    CONFIGURED,
    /** By {@code auto}. */
    AUTO,
    /** By {@code auto}, which has to compare with the source first. */
    ASK,
    /** No copy is known to be right, so the run only adds keys. */
    ONLY_ADDS,
    /** The node serves although it is not warm, and keeps what it holds. */
    SERVED_COLD
  }

  private final Kind kind;
  private final WarmupStrategy strategy;
  private final String why;
  private final Optional<RunResult> refusal;
  private final Optional<String> misfit;

  private SourceDecision(
      Kind kind,
      WarmupStrategy strategy,
      String why,
      Optional<RunResult> refusal,
      Optional<String> misfit) {
    this.kind = kind;
    this.strategy = strategy;
    this.why = why;
    this.refusal = refusal;
    this.misfit = misfit;
  }

  public static SourceDecision of(SourceFacts f) {
    Optional<WarmupException> misfit =
        MemoryFit.problem(
            f.source.facts(), f.local, b -> f.share.map(s -> s.ofSource(b)).orElse(b));
    SourceDecision strategy = f.share.isPresent() ? ofShare(f) : strategy(f);
    if (misfit.isPresent() && !f.isForced()) {
      return strategy.refused(RunResult.failed(misfit.get()));
    }
    return new SourceDecision(
        strategy.kind,
        strategy.strategy,
        strategy.why,
        strategy.refusal,
        misfit.map(Throwable::getMessage));
  }

  /** Keys are copied one by one, because the source also holds keys of other nodes. */
  private static SourceDecision ofShare(SourceFacts f) {
    if (f.onlyAdds.isPresent()) {
      return onlyAdds(f, f.onlyAdds.get());
    }
    if (f.begun.isPresent()) {
      return chosen(Kind.AUTO, f.begun.get(), RangePlan.WHY);
    }
    if (f.mustKeep()) {
      return servedCold(f);
    }
    boolean keeps = f.holdsMuchOfShare() || !f.auto && f.configured.keepsData();
    Optional<WarmupStrategy> copies = f.strategies.thatCopies();
    if (!keeps && copies.isPresent()) {
      return f.auto || !f.configured.replicates()
          ? chosen(f.auto ? Kind.AUTO : Kind.CONFIGURED, copies.get(), f.auto ? RangePlan.WHY : "")
          : refusedShare(
              f,
              f.configured.name() + " cannot copy a part of a source's keys",
              "strategy=auto or strategy=copy");
    }
    return f.cannotKeep
        .map(why -> refusedShare(f, why, "strategy=auto"))
        .orElseGet(
            () ->
                chosen(
                    Kind.AUTO,
                    f.strategies.thatKeeps(),
                    RangePlan.WHY + ", and the node holds " + Units.keys(f.local.keys())));
  }

  private static SourceDecision refusedShare(SourceFacts f, String why, String remedy) {
    String range = f.anotherRange.map(text -> " and its range (" + text + ")").orElse("");
    return chosen(Kind.CONFIGURED, f.configured, "")
        .refused(
            RunResult.failed(
                Reason.STRATEGY_CANNOT,
                "no peer has this node's token" + range + ", and " + why + "; set " + remedy));
  }

  private static SourceDecision strategy(SourceFacts f) {
    if (f.onlyAdds.isPresent()) {
      return onlyAdds(f, f.onlyAdds.get());
    }
    if (f.mustKeep()) {
      return servedCold(f);
    }
    if (f.replicationWouldLose().isPresent()) {
      return chosen(Kind.AUTO, f.strategies.thatKeeps(), f.replicationWouldLose().get());
    }
    if (f.copyWouldOverwrite().isPresent()) {
      return chosen(Kind.AUTO, f.strategies.thatKeeps(), f.copyWouldOverwrite().get());
    }
    if (!f.auto) {
      SourceDecision configured = chosen(Kind.CONFIGURED, f.configured, "");
      return f.forkIsForbidden()
          ? configured.refused(RunResult.failed(Reason.STRATEGY_CANNOT, FORBIDDEN))
          : configured;
    }
    Optional<SourceDecision> resuming = resuming(f);
    if (resuming.isPresent()) {
      return resuming.get();
    }
    Optional<Suitability> keeping = AutoRules.choose(f);
    if (!f.isReplica() && !keeping.filter(Suitability::suits).isPresent()) {
      Optional<SourceDecision> withoutFork = f.noFork().flatMap(why -> withoutFork(f, why));
      if (withoutFork.isPresent()) {
        return withoutFork.get();
      }
    }
    return keeping.isPresent()
        ? auto(f.strategies, keeping.get())
        : chosen(Kind.ASK, f.configured, "");
  }

  /** Continues where a planned stop left the node. */
  private static Optional<SourceDecision> resuming(SourceFacts f) {
    Optional<String> why =
        f.planned
            .filter(Suitability::suits)
            .filter(s -> !f.noReplication.isPresent())
            .map(Suitability::reason);
    return f.strategies.thatResumes().flatMap(s -> why.map(text -> chosen(Kind.AUTO, s, text)));
  }

  /** Copies an empty node's keys one by one, and compares the keys of another. */
  private static Optional<SourceDecision> withoutFork(SourceFacts f, String why) {
    boolean keeps = f.holdsData() && !f.nothingToLose || !f.strategies.thatCopies().isPresent();
    boolean canKeep = f.strategies.canKeep() && !f.cannotKeep.isPresent();
    Optional<WarmupStrategy> strategy =
        keeps && canKeep ? Optional.of(f.strategies.thatKeeps()) : f.strategies.thatCopies();
    return strategy.map(s -> chosen(Kind.AUTO, s, SPARED + why)).map(d -> fromDump(f, d, why));
  }

  /** Loads a young dump instead of copying everything from the source. */
  private static SourceDecision fromDump(SourceFacts f, SourceDecision copying, String why) {
    Optional<WarmupStrategy> loads = f.strategies.thatLoadsDumps();
    if (copying.strategy.keepsData() || !loads.isPresent()) {
      return copying;
    }
    return f.dump
        .get()
        .map(dump -> chosen(Kind.AUTO, loads.get(), SPARED + why + ", and " + dump))
        .orElse(copying);
  }

  /** Returns the decision for {@link Kind#ASK} once the source was compared. */
  public static SourceDecision auto(StrategySelector strategies, Suitability keeping) {
    return chosen(Kind.AUTO, strategies.first(keeping.suits()), keeping.reason());
  }

  /** Ignores the configured strategy, because it may not keep the data of the node. */
  private static SourceDecision onlyAdds(SourceFacts f, String question) {
    SourceDecision keeping =
        chosen(
            Kind.ONLY_ADDS,
            f.strategies.thatKeeps(),
            "no copy is known to be right, so keys are only added");
    return objection(f, keeping.strategy)
        .map(why -> question + "; nothing was fetched: " + why)
        .map(why -> keeping.refused(RunResult.skipped(Reason.NO_AUTHORITY, why)))
        .orElse(keeping);
  }

  private static SourceDecision servedCold(SourceFacts f) {
    SourceDecision keeping =
        chosen(
            Kind.SERVED_COLD,
            f.strategies.thatKeeps(),
            "the node serves and is not warm, and keeps what it holds");
    return objection(f, keeping.strategy)
        .map(
            why ->
                "the node serves "
                    + Units.keys(f.local.keys())
                    + " that a warm-up must keep, and no strategy can keep them: "
                    + why
                    + "; the node stays as it is; force=true replaces them")
        .map(why -> keeping.refused(RunResult.failed(Reason.STRATEGY_CANNOT, why)))
        .orElse(keeping);
  }

  private static Optional<String> objection(SourceFacts f, WarmupStrategy keeping) {
    return keeping.keepsData()
        ? f.cannotKeep
        : Optional.of("no strategy is installed that keeps data");
  }

  private static SourceDecision chosen(Kind kind, WarmupStrategy strategy, String why) {
    return new SourceDecision(kind, strategy, why, Optional.empty(), Optional.empty());
  }

  /** Returns this decision for a run that ends with a result instead. */
  public SourceDecision refused(RunResult result) {
    return new SourceDecision(kind, strategy, why, Optional.of(result), Optional.empty());
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the chosen strategy; for {@link Kind#ASK} the one that copies everything. */
  public WarmupStrategy strategy() {
    return strategy;
  }

  /** Returns why it was chosen; empty for a strategy that was configured. */
  public String why() {
    return why;
  }

  /** Returns the strategy for the status. */
  public String text() {
    if (kind == Kind.ASK) {
      return StrategySelector.AUTO;
    }
    return why.isEmpty() ? strategy.name() : StrategySelector.text(strategy, why);
  }

  /** Returns the result with which the run ends; empty if the node is warmed. */
  public Optional<RunResult> refusal() {
    return refusal;
  }

  /** Returns why the data does not fit into the local Redis of a forced run. */
  public Optional<String> misfit() {
    return misfit;
  }
}
