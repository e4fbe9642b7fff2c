// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.dynomite.traffic.DynomiteHealth;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceDecision;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.engine.start.StartDecision;
import io.dynowarmup.engine.start.StartFacts;
import io.dynowarmup.engine.start.StartProbe;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.node.OldDump;
import io.dynowarmup.node.UnrecordedEnd;
import io.dynowarmup.node.dynomite.OwnAdmin;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Moment;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Reports what a run would do now, by the decisions of a run. It only reads: it does not even
 * create the lock file.
 */
public final class DryRun {
  private final EngineHost host;
  private final WarmupRequest request;
  private final WarmupStatus.Builder found = WarmupStatus.initial().toBuilder();
  private final List<String> notes = new ArrayList<>();
  private WarmupConfig config;
  private NodeFinder finder;
  private WarmupStrategy strategy;
  private OptionalLong drops = OptionalLong.empty();

  public DryRun(EngineHost host, WarmupRequest request) {
    this.host = host;
    this.request = request;
  }

  static PreflightReport running(WarmupStatus now) {
    String text = "run " + now.runId().orElse("") + " is in progress (" + now.phase() + ")";
    return new PreflightReport.Builder()
        .answer(Answer.RUNNING)
        .why(text)
        .status(now)
        .misset(now.warnings())
        .build();
  }

  /** Adds what is planned after the last run to the report; may be empty. */
  DryRun noting(String planned) {
    if (!planned.isEmpty()) {
      notes.add(planned);
    }
    return this;
  }

  public PreflightReport report() throws InterruptedException {
    try {
      config = host.readConfig().forced(request.isForced());
      notes.addAll(config.warnings());
      strategy = new StrategySelector(host.strategies()).of(request, config);
      found.strategy(
          StrategySelector.isAuto(request, config) ? StrategySelector.AUTO : strategy.name());
      finder = new NodeFinder(host, config);
      Topology topology = finder.topology();
      found.topologySource(topology.source()).self(topology.self());
      notes.addAll(topology.notes());
      NodeFinder.probeKeys(topology); // without them no run begins
      try (RedisNode redis = finder.localRedis(topology)) {
        return probe(redis, topology);
      }
    } catch (WarmupException e) {
      if (e.reason() == Reason.BAD_ARGUMENT) {
        throw e;
      }
      found.reasonCode(e.reason());
      return answer(Answer.WOULD_FAIL, e.getMessage());
    }
  }

  private PreflightReport probe(RedisNode redis, Topology topology) throws InterruptedException {
    OwnAdmin admin = finder.admin(topology);
    DynomiteState dynomite = admin.state();
    found.dynomiteState(dynomite.name());
    RedisInfo local = local(redis);
    found.redisRole(local.loading() ? "loading" : local.replication().role());
    drops = OptionalLong.of(drops(local));
    StateLocation location = StateLocation.of(config, topology);
    notes.addAll(location.notes());
    StateFile state = StateFile.open(location.found());
    UnrecordedEnd.correct(state, local, () -> dynomite, topology.tokens()).ifPresent(notes::add);
    StartFacts facts =
        new StartProbe(request, config, topology, state, admin, host.dynomiteProcess(config))
            .facts(redis, local, dynomite, Moment.now(host.ticker()));
    StartDecision start =
        StartDecision.of(
            local.replication().isReplica() ? facts.otherRun(finder.run(topology)) : facts);
    NodeFitness fitness = finder.fitness(redis, topology);
    Optional<RunResult> refusal = refusal(start, fitness, local, finder.health(topology));
    SourceForecast sources =
        new SourceForecast(host, config, request, topology, state, start, fitness);
    Optional<Candidate> best = sources.best(redis, local);
    found.candidates(sources.verdicts());
    if (best.isPresent()) {
      SourceDecision decision = decide(sources, best.get(), local);
      refusal = refusal.isPresent() ? refusal : decision.refusal();
    } else if (!refusal.isPresent()) {
      refusal = Optional.of(sources.none(notes));
      withDumps(local).ifPresent(notes::add);
    }
    if (refusal.isPresent()) {
      return refused(refusal.get(), new OldDump(redis, local));
    }
    notes.addAll(sources.warnings(best.get(), local, strategy));
    if (strategy.replicates()) {
      notes.addAll(sources.forecast(best.get(), redis, local));
    }
    new OldDump(redis, local).before(strategy.replicates()).ifPresent(notes::add);
    return answer(Answer.WOULD_WARM, "from " + best.get().peer() + ": " + best.get().reason());
  }

  /** Returns what a run does without a source if its strategy loads dumps. */
  private Optional<String> withDumps(RedisInfo local) {
    boolean loads = strategy.loadsDumps() && (local.keys() == 0 || config.force());
    return config
        .chunks()
        .store()
        .filter(store -> loads)
        .map(
            store ->
                "without a source, a run loads the newest dumps in "
                    + store
                    + ", if there are any, and ends as PARTIAL");
  }

  private long drops(RedisInfo local) {
    return strategy.keepsData() ? 0 : local.keys();
  }

  private SourceDecision decide(SourceForecast sources, Candidate best, RedisInfo local) {
    SourceDecision decision = sources.decide(best, local, notes);
    strategy = decision.strategy();
    drops = OptionalLong.of(drops(local));
    found.source(best.peer()).strategy(decision.text());
    decision.misfit().ifPresent(notes::add);
    return decision;
  }

  /** Returns why the run would end before it selects a source; empty if it would not. */
  private Optional<RunResult> refusal(
      StartDecision start, NodeFitness fitness, RedisInfo local, DynomiteHealth health) {
    start.warnings().stream()
        .filter(w -> !start.refusal().filter(r -> r.text().equals(w)).isPresent())
        .forEach(notes::add);
    boolean resumes =
        start.action() == Recovery.Action.ADOPT || start.action() == Recovery.Action.FINISH;
    try {
      fitness.forecast(
          local, new StrategySelector(host.strategies()).mayCopyKeys(request, config), notes::add);
      health.checkPassword();
    } catch (WarmupException e) {
      return start.refusal().isPresent() || resumes
          ? start.refusal()
          : Optional.of(RunResult.failed(e));
    }
    return start.refusal();
  }

  private RedisInfo local(RedisNode redis) {
    try {
      return patiently(() -> pinged(redis));
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(),
          "the local Redis: "
              + e.getMessage()
              + (e.reason().isPostponed()
                  ? "; a run waits for it for redis.wait.msec (" + config.redisWaitMillis() + " ms)"
                  : ""),
          e);
    }
  }

  /** Retries only for as long as a person waits. */
  private RedisInfo patiently(Supplier<RedisInfo> question) {
    try {
      return question.get();
    } catch (WarmupException e) {
      if (!e.reason().isPostponed()) {
        throw e;
      }
    }
    return new Retrier(
            Patience.withSource(host.ticker(), config.probeMillis()),
            host.pause(),
            CancelSignal.never(),
            Deadline.after(host.ticker(), config.probeMillis()),
            failure -> {})
        .ask(question);
  }

  /** A Redis that is loading answers INFO too, but does not report yet what it holds. */
  private static RedisInfo pinged(RedisNode redis) {
    try {
      redis.ping();
    } catch (WarmupException e) {
      if (!e.reason().leavesInfo() || e.reason() == Reason.LOADING) {
        throw e;
      }
    }
    return redis.info();
  }

  private PreflightReport refused(RunResult result, OldDump dump) {
    boolean fails =
        result.outcome() == WarmupOutcome.FAILED && !result.isFor(Reason.ALREADY_RUNNING);
    if (!fails) {
      dump.before(false).ifPresent(notes::add);
    }
    found.reasonCode(result.code());
    return answer(fails ? Answer.WOULD_FAIL : Answer.WOULD_SKIP, result.text());
  }

  private PreflightReport answer(Answer answer, String why) {
    return new PreflightReport.Builder()
        .answer(answer)
        .why(why)
        .status(found.build())
        .misset(notes)
        .drops(drops)
        .build();
  }
}
