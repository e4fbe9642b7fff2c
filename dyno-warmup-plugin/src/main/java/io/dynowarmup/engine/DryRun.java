// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.PreflightReport.Answer;
import io.dynowarmup.api.StatusBuilder;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.ColdCheck;
import io.dynowarmup.engine.decision.PinnedSourceProbe;
import io.dynowarmup.engine.decision.PinnedSources;
import io.dynowarmup.engine.decision.Recovery;
import io.dynowarmup.engine.decision.RetryPolicy;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.decision.TokenChange;
import io.dynowarmup.engine.run.AutoStrategy;
import io.dynowarmup.engine.run.ServedCold;
import io.dynowarmup.engine.run.StrategySelector;
import io.dynowarmup.node.DynomiteIncarnation;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.node.NodeMark;
import io.dynowarmup.node.OldDump;
import io.dynowarmup.node.OwnAdmin;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.Retrier;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.Fitness;
import io.dynowarmup.source.LocalSide;
import io.dynowarmup.source.MemoryFit;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Moment;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reports what a run would do now. It only reads: it does not even create the lock file. */
public final class DryRun {
  private final EngineHost host;
  private final WarmupRequest request;
  private final StatusBuilder found = WarmupStatus.initial().toBuilder();
  private final List<String> misset = new ArrayList<>();
  private WarmupStrategy strategy;
  private long drops = -1;
  private String unfit = "";
  private LocalSide side = LocalSide.UNKNOWN;
  private boolean auto;

  public DryRun(EngineHost host, WarmupRequest request) {
    this.host = host;
    this.request = request;
  }

  static PreflightReport running(WarmupStatus now) {
    String text = "run " + now.runId() + " is going on (" + now.phase() + ")";
    return new PreflightReport(Answer.RUNNING, text, now, now.warnings(), -1);
  }

  /** Adds what is planned after the last run to the report; may be empty. */
  DryRun noting(String planned) {
    if (!planned.isEmpty()) {
      misset.add(planned);
    }
    return this;
  }

  public PreflightReport report() throws InterruptedException {
    try {
      WarmupConfig config = host.readConfig().forced(request.isForced());
      misset.addAll(config.warnings());
      strategy = new StrategySelector(host.strategies()).of(request, config);
      auto = StrategySelector.isAuto(request, config);
      found.strategy(auto ? AutoStrategy.NAME : strategy.name());
      Topology topology = new NodeFinder(host, config).topology();
      found.topologySource(topology.source());
      misset.addAll(topology.notes());
      return look(config, topology);
    } catch (WarmupException e) {
      if (e.reason() == Reason.BAD_ARGUMENT) {
        throw e;
      }
      return answer(Answer.WOULD_FAIL, e.getMessage());
    }
  }

  private PreflightReport look(WarmupConfig config, Topology topology) throws InterruptedException {
    OwnAdmin admin = new NodeFinder(host, config).admin(topology);
    DynomiteState dynomite = admin.state();
    found.dynomiteState(dynomite.name());
    if (!admin.foreign().isEmpty()) {
      return answer(Answer.WOULD_FAIL, admin.foreign());
    }
    admin.doubt().ifPresent(misset::add);
    DynomiteProcess process = host.dynomiteProcess(config);
    if (dynomite == DynomiteState.UNREACHABLE && !process.canStart()) {
      String port = "Dynomite's admin port " + topology.adminUrl();
      misset.add(port + " does not answer and " + process.whyNot());
    }
    RedisInfo local = local(config, topology);
    ReplicationInfo replication = local.replication();
    found.redisRole(local.loading() ? "loading" : replication.role());
    drops = strategy.keepsData() ? 0 : local.keys();
    SourceSelector choice =
        SourceSelector.of(
            host, config, request, topology, new NodeFinder(host, config).peerAccess(topology));
    if (choice.empty()) {
      RetryPolicy.of(config).withoutPeer().ifPresent(misset::add);
      return answer(Answer.WOULD_SKIP, topology.whyNoPeer(config.remoteDatacenters()));
    }
    StateLocation location = StateLocation.of(config, topology);
    misset.addAll(location.notes());
    StateFile state = StateFile.open(location.found());
    Recovery.Action action =
        Recovery.action(
            state.unfinished(),
            new Recovery.Found(
                local,
                dynomite,
                DynomiteIncarnation.uptimeMillis(admin),
                Moment.now(host.ticker())),
            config.coldUptimeSeconds() * 1_000);
    Optional<TokenChange> change =
        local.keys() > 0 ? TokenChange.of(state, topology) : Optional.empty();
    boolean begun =
        action != Recovery.Action.NONE
            && !state.unfinished().filter(InterruptedRun::leftData).isPresent();
    boolean mayLose = begun || change.isPresent();
    Optional<Candidate> best = best(choice, config, topology, local, mayLose);
    found.candidates(choice.verdicts());
    best.ifPresent(c -> found.source(c.peer()));
    boolean keeps = local.keys() > 0 && !mayLose && state.cold().keysWereTaken() && !config.force();
    if (best.isPresent() && keeps) {
      strategy = new StrategySelector(host.strategies()).thatKeeps();
      found.strategy(AutoStrategy.text(strategy, ServedCold.why()));
      drops = 0;
    } else if (best.isPresent() && StrategySelector.isAuto(request, config)) {
      Optional<String> keysOnly =
          AutoStrategy.keysOnly(
              host.strategies(),
              best.get(),
              local,
              Fitness.replicationObjection(best.get().facts(), side),
              begun);
      if (keysOnly.isPresent()) {
        WarmupStrategy comparing = new StrategySelector(host.strategies()).thatKeeps();
        found.strategy(AutoStrategy.text(comparing, keysOnly.get()));
        strategy = comparing;
        drops = 0;
      } else {
        AutoStrategy.everything(host.strategies(), best.get(), local, begun)
            .ifPresent(why -> found.strategy(AutoStrategy.text(strategy, why)));
      }
    }
    Optional<RunResult> skip = Recovery.foreign(state.unfinished(), replication);
    if (!skip.isPresent() && action == Recovery.Action.NONE) {
      skip =
          change.isPresent()
              ? change.get().skip(request.trigger(), config, local.keys())
              : new ColdCheck(config)
                  .skip(
                      request.trigger(),
                      ColdCheck.Facts.of(local, false, dynomite),
                      state.warmRunId());
      if (!skip.isPresent()) {
        change.ifPresent(c -> misset.add(c.dropped(local.keys())));
      }
    }
    if (skip.isPresent()) {
      oldDump(config, topology, local, false);
      return answer(Answer.WOULD_SKIP, skip.get().text());
    }
    if (!unfit.isEmpty() && action != Recovery.Action.ADOPT && action != Recovery.Action.FINISH) {
      return answer(Answer.WOULD_FAIL, unfit);
    }
    String other = NodeMark.otherRun(local, state.owner(false));
    if (!other.isEmpty()) {
      return answer(Answer.WOULD_SKIP, other);
    }
    if (best.isPresent() && !choice.decided()) {
      SourceAuthority truth = new SourceAuthority();
      long kept = mayLose ? 0 : local.keys();
      truth.choose(best.get(), choice.ranked(), kept, local, config.coldUptimeSeconds());
      if (!truth.question().isEmpty()) {
        misset.add("the run would end PARTIAL: " + truth.question());
      } else if (strategy.keepsData() && topology.sameTokenPeers(true).size() > 1) {
        truth.unasked(best.get(), kept).ifPresent(misset::add);
      }
    }
    Optional<String> lost =
        best.flatMap(c -> PinnedSources.objection(state, c, local.keys() > 0 && !mayLose));
    if (lost.isPresent()) {
      return answer(Answer.WOULD_FAIL, best.get().peer() + " " + lost.get());
    }
    return best.isPresent()
        ? with(best.get(), config, local, topology)
        : answer(Answer.WOULD_FAIL, SourceSelector.whyNone(choice.verdicts()));
  }

  private Optional<Candidate> best(
      SourceSelector choice,
      WarmupConfig config,
      Topology topology,
      RedisInfo local,
      boolean mayLose)
      throws InterruptedException {
    try (RedisNode redis = new NodeFinder(host, config).localRedis(topology)) {
      return choice
          .beside(redis, local)
          .to(side)
          .withAbsoluteExpiries(!mayKeep())
          .best(mayLose ? 0 : local.keys(), Collections.emptyMap());
    }
  }

  private PreflightReport with(
      Candidate source, WarmupConfig config, RedisInfo local, Topology topology) {
    Optional<WarmupException> misfit = MemoryFit.problem(source.facts(), local);
    if (misfit.isPresent() && !config.force()) {
      return answer(Answer.WOULD_FAIL, misfit.get().getMessage());
    }
    misfit.ifPresent(m -> misset.add(m.getMessage()));
    if (!strategy.keepsData()) {
      sourceLook(source.peer(), config, local, topology);
    }
    oldDump(config, topology, local, !strategy.keepsData());
    source.warnings().forEach(w -> misset.add("source " + source.peer() + " " + w));
    return answer(Answer.WOULD_WARM, "from " + source.peer() + ": " + source.reason());
  }

  private void sourceLook(Peer source, WarmupConfig config, RedisInfo local, Topology topology) {
    NodeFinder finder = new NodeFinder(host, config);
    PinnedSourceProbe look = new PinnedSourceProbe(host, source, finder.peerAccess(topology));
    try (RedisNode redis = finder.localRedis(topology)) {
      misset.addAll(local.replication().isReplica() ? look.warnings() : look.forecast(redis));
    }
  }

  private void oldDump(WarmupConfig config, Topology topology, RedisInfo local, boolean willSync) {
    try (RedisNode redis = new NodeFinder(host, config).localRedis(topology)) {
      new OldDump(redis, local).before(willSync).ifPresent(misset::add);
    }
  }

  private RedisInfo local(WarmupConfig config, Topology topology) {
    NodeFinder finder = new NodeFinder(host, config);
    try (RedisNode redis = finder.localRedis(topology)) {
      RedisInfo local = patiently(config, () -> pinged(redis));
      fitness(finder.fitness(redis, topology), local);
      return local;
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
  private RedisInfo patiently(WarmupConfig config, Supplier<RedisInfo> question) {
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

  /** A Redis whose disk has failed answers PING with REFUSES_WRITES. */
  private static RedisInfo pinged(RedisNode redis) {
    try {
      redis.ping();
    } catch (WarmupException e) {
      if (e.reason() != Reason.REFUSES_WRITES) {
        throw e;
      }
    }
    return redis.info();
  }

  private boolean mayKeep() {
    return auto
        ? host.strategies().stream().anyMatch(WarmupStrategy::keepsData)
        : strategy.keepsData();
  }

  private void fitness(NodeFitness fitness, RedisInfo local) {
    try {
      fitness.ask(local);
      unfit = fitness.cannotReplicate().filter(why -> !mayKeep()).orElse("");
      fitness.cannotReplicate().ifPresent(misset::add);
      fitness.withoutConfig().ifPresent(misset::add);
    } catch (WarmupException e) {
      unfit = e.getMessage();
    }
    side = fitness.side(NodeFitness.ways(auto, mayKeep()));
  }

  private PreflightReport answer(Answer answer, String why) {
    return new PreflightReport(answer, why, found.build(), misset, drops);
  }
}
