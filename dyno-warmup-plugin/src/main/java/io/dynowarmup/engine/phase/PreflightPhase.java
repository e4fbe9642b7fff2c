// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.HandOverReport;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.decision.ColdCheck;
import io.dynowarmup.engine.decision.Recovery;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.TokenChange;
import io.dynowarmup.engine.run.AdoptedSource;
import io.dynowarmup.engine.run.AutoStrategy;
import io.dynowarmup.engine.run.LocalWait;
import io.dynowarmup.engine.run.ResumedComparison;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.StrategySelector;
import io.dynowarmup.node.DynomiteIncarnation;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the settings, the local Redis and whether the node may lose its data. It changes nothing
 * before it claims the node.
 */
final class PreflightPhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(PreflightPhase.class);
  private static final long WAIT_MILLIS = 200;

  private LocalWait wait;
  private boolean wasDown;
  private AdoptedSource adopted;
  private String silence = "";

  PreflightPhase(Run run) {
    super(run);
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.PREFLIGHT;
  }

  @Override
  long intervalMillis() {
    return WAIT_MILLIS;
  }

  @Override
  Phase advance() throws InterruptedException {
    if (run.node() == null) {
      configure();
      findNode();
    }
    Optional<RedisInfo> local = look();
    if (!local.isPresent()) {
      run.log().waiting("waiting for the local Redis: " + silence);
      return this;
    }
    if (local.get().loading() && !leftByUs(local.get())) {
      run.log()
          .waiting("the local Redis " + run.node().redis().endpoint() + " is loading its own data");
      run.board().change(b -> b.redisRole("loading"));
      return this;
    }
    return decide(local.get());
  }

  /**
   * Returns whether an interrupted run left this replica. Waiting for such a replica to load its
   * source's data is useless.
   */
  private boolean leftByUs(RedisInfo local) {
    Optional<InterruptedRun> unfinished = run.node().state().unfinished();
    return local.replication().isReplica()
        && !Recovery.foreign(unfinished, local.replication()).isPresent();
  }

  private void configure() {
    WarmupConfig config = run.host().readConfig().forced(run.request().isForced());
    run.configured(config);
    config.warnings().forEach(run::warn);
    WarmupStrategy strategy =
        new StrategySelector(run.host().strategies()).of(run.request(), config);
    if (StrategySelector.isAuto(run.request(), config)) {
      run.strategyOpen(strategy);
    } else {
      run.strategy(strategy);
    }
  }

  private void findNode() {
    Node node = new NodeFinder(run.host(), run.config()).find();
    run.node(node);
    node.dynomite()
        .gate()
        .onConfirmed(state -> run.board().change(b -> b.dynomiteState(state.name())));
    run.board().change(b -> b.topologySource(node.topology().source()));
    node.topology().notes().forEach(run::warn);
    wait = new LocalWait(run);
  }

  /** Probes the local Redis, which may still be starting up. */
  private Optional<RedisInfo> look() {
    try {
      run.node().redis().ping();
      return Optional.of(run.node().redis().info());
    } catch (WarmupException e) {
      // A Redis whose disk has failed answers PING with this error. The phases that need writes
      // decide what it means.
      if (e.reason().leavesInfo()) {
        return Optional.of(run.node().redis().info());
      }
      if (wait.mayPass(e)) {
        wasDown |= !e.reason().isPostponed();
        silence = e.getMessage();
        return Optional.empty();
      }
      throw new WarmupException(e.reason(), "the local Redis: " + e.getMessage(), e);
    }
  }

  /** Waits and asks again after a failure. Repeating these steps does not change anything twice. */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    if (wait == null || !wait.mayPass(e)) {
      return super.onFailure(e);
    }
    run.log().waiting("waiting for an answer: " + e.getMessage());
    return this;
  }

  private Phase decide(RedisInfo local) throws InterruptedException {
    Node node = run.node();
    DynomiteState dynomite = node.dynomite().look();
    node.admin().refuseForeign(run::warn);
    ReplicationInfo replication = local.replication();
    run.board().change(b -> b.redisRole(replication.role()).dynomiteState(dynomite.name()));
    Optional<InterruptedRun> unfinished = node.state().unfinished();
    Optional<RunResult> foreign = Recovery.foreign(unfinished, replication);
    if (foreign.isPresent()) {
      return skip(foreign.get());
    }
    Recovery.Action action = recovery(unfinished, local, dynomite);
    if (action == Recovery.Action.ADOPT && endsAfterLoading(unfinished.get(), local)) {
      return this;
    }
    if (action != Recovery.Action.NONE) {
      node.mark().claim(local);
      return recover(action, unfinished.get(), local);
    }
    unfinished.ifPresent(this::forget);
    Optional<RunResult> skip = coldCheck(local, dynomite);
    if (skip.isPresent()) {
      return skip(skip.get());
    }
    node.mark().claim(local);
    node.settings().putBackAfterCrash().forEach(run::warn);
    if (dynomite == DynomiteState.UNREACHABLE && !node.dynomite().process().canStart()) {
      run.warn(
          "Dynomite's admin port "
              + node.topology().adminUrl()
              + " does not answer and "
              + node.dynomite().process().whyNot()
              + ": Redis is warmed without a hand-over");
    }
    return selectSource(local);
  }

  /** Checks first whether the local Redis would be useful after any warm-up. */
  private Phase selectSource(RedisInfo local) {
    run.servedCold().found(local);
    run.node().fitness().check(local, StrategySelector.mayKeep(run), run::warn);
    return new SelectSourcePhase(run);
  }

  /**
   * Returns whether to wait for the end of a load. A replica that must not continue cannot be ended
   * while it loads.
   */
  private boolean endsAfterLoading(InterruptedRun before, RedisInfo local)
      throws InterruptedException {
    if (adopted == null) {
      adopted = sourceOf(before).map(source -> new AdoptedSource(run, source)).orElse(null);
    }
    Optional<String> why = adopted == null ? Optional.empty() : adopted.endsAfterLoading(local);
    why.ifPresent(
        text -> run.log().waiting("waiting for a load that is of no use to end: " + text));
    return why.isPresent();
  }

  private Recovery.Action recovery(
      Optional<InterruptedRun> unfinished, RedisInfo local, DynomiteState dynomite) {
    return unfinished.isPresent()
        ? Recovery.action(
            unfinished,
            new Recovery.Found(
                local,
                dynomite,
                DynomiteIncarnation.uptimeMillis(run.node().dynomite().admin()),
                Moment.now(run.ticker())),
            TimeUnit.SECONDS.toMillis(run.config().coldUptimeSeconds()))
        : Recovery.Action.NONE;
  }

  /**
   * Continues after an interrupted run. From here on, RESTORE has to restore what that run left
   * behind.
   */
  private Phase recover(Recovery.Action action, InterruptedRun before, RedisInfo local)
      throws InterruptedException {
    Node node = run.node();
    run.touch();
    if (!before.leftData()) {
      run.mayLose();
    }
    boolean replica = local.replication().isReplica();
    (replica ? node.settings().adoptAfterCrash() : node.settings().putBackAfterCrash())
        .forEach(run::warn);
    if (run.request().trigger() == Trigger.STARTUP && !run.config().bootstrap()) {
      return new RestorePhase(
          run, RunResult.aborted("bootstrap is false, and " + before + " had to be ended"));
    }
    Optional<Peer> source = sourceOf(before);
    source.ifPresent(p -> run.pins().adopt(p, node.state()));
    if (action == Recovery.Action.FINISH) {
      LOG.warn("{} had passed its barrier: going back into service", before);
      source.ifPresent(p -> run.board().change(b -> b.source(p)));
      run.board().change(b -> b.handOver(HandOverReport.HELD_BEFORE));
      run.remember();
      String question = node.state().question();
      return new RestorePhase(
          run,
          question.isEmpty()
              ? RunResult.warmed()
              : RunResult.partial(Reason.NO_AUTHORITY, question));
    }
    boolean adopts = action == Recovery.Action.ADOPT && source.isPresent();
    if (adopts && new AdoptedSource(run, source.get()).endedUnfit(local)) {
      return selectSource(node.redis().info());
    }
    if (adopts) {
      run.warn("going on with the replica of " + before);
      new AutoStrategy(run).adopt();
      run.adopt(before);
      run.before(local);
      run.truth().adopt(node.state().question());
      run.board().change(b -> b.source(source.get()));
      return TransferPhase.adopting(run, source.get());
    }
    String whyNot = before.keptData() ? new ResumedComparison(run).goOn(before) : "";
    if (before.keptData() && whyNot.isEmpty()) {
      run.warn("going on after " + before);
    } else {
      run.warn("starting over after " + before + (whyNot.isEmpty() ? "" : ": " + whyNot));
    }
    return selectSource(local);
  }

  private Optional<Peer> sourceOf(InterruptedRun before) {
    String wanted =
        run.request().source().isEmpty() ? run.config().source() : run.request().source();
    return wanted.isEmpty()
        ? run.node().topology().sameTokenPeers(run.config().remoteDatacenters()).stream()
            .filter(p -> p.redis().equals(before.source()))
            .findFirst()
        : Optional.empty();
  }

  private void forget(InterruptedRun before) {
    LOG.info("{} is forgotten: the node has been in service since", before);
    if (before.cameToRestore()) {
      // The interrupted run itself recorded that the node is not warm.
      run.node().state().finished();
    } else {
      run.node().state().forget();
    }
  }

  private Optional<RunResult> coldCheck(RedisInfo local, DynomiteState dynomite) {
    WarmupConfig config = run.config();
    Optional<TokenChange> change = TokenChange.of(run.node().state(), run.node().topology());
    if (change.isPresent() && local.keys() > 0) {
      Optional<RunResult> refilled = ColdCheck.refilled(run.request(), config, local.keys());
      if (refilled.isPresent()) {
        return refilled;
      }
      Optional<RunResult> skip = change.get().skip(run.request().trigger(), config, local.keys());
      run.warn(skip.map(RunResult::text).orElseGet(() -> change.get().dropped(local.keys())));
      return skip;
    }
    Optional<RunResult> skip =
        new ColdCheck(config)
            .skip(
                run.request().trigger(),
                ColdCheck.Facts.of(local, wasDown, dynomite),
                run.node().state().warmRunId());
    if (skip.isPresent() && config.bootstrap() && local.keys() > 0) {
      run.node().state().recordWarm(local.get("run_id").orElse(""), run.node().topology().tokens());
      run.node().mark().stillWarm(local);
    }
    return skip;
  }

  private Phase skip(RunResult ending) {
    return new RestorePhase(run, ending);
  }
}
