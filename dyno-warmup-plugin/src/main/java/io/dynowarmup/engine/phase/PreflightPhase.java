// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.context.LocalWait;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.resume.LeftRelay;
import io.dynowarmup.engine.resume.StopEvidence;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.engine.start.StartDecision;
import io.dynowarmup.engine.start.StartFacts;
import io.dynowarmup.engine.start.StartProbe;
import io.dynowarmup.node.Node;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.UnrecordedEnd;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.Moment;
import java.util.Optional;

/**
 * Checks the settings and the local Redis, and carries out the {@link StartDecision}. Before it
 * claims the node, it only restores settings that an earlier run left behind.
 */
final class PreflightPhase extends Phase {
  private static final long WAIT_MILLIS = 200;

  private LocalWait wait;
  private boolean wasDown;
  private InterruptedRunPhases interrupted;
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
    if (context.node() == null) {
      configure();
      findNode();
    }
    Optional<RedisInfo> local = probe();
    if (!local.isPresent()) {
      context.log().waiting("waiting for the local Redis: " + silence);
      return this;
    }
    if (local.get().loading() && !leftByUs(local.get())) {
      context
          .log()
          .waiting(
              "the local Redis " + context.node().redis().endpoint() + " is loading its own data");
      context.board().change(b -> b.redisRole("loading"));
      return this;
    }
    return decide(local.get());
  }

  /**
   * Returns whether an interrupted run left this replica. Waiting for such a replica to load its
   * source's data is useless.
   */
  private boolean leftByUs(RedisInfo local) {
    Optional<InterruptedRun> unfinished = context.node().state().unfinished();
    return local.replication().isReplica()
        && !Recovery.foreign(unfinished, local.replication()).isPresent();
  }

  private void configure() {
    WarmupConfig config = context.host().readConfig().forced(context.request().isForced());
    context.configured(config);
    config.warnings().forEach(context::warn);
    WarmupStrategy strategy =
        new StrategySelector(context.host().strategies()).of(context.request(), config);
    if (context.isAuto()) {
      run.strategyOpen(strategy);
    } else {
      run.strategy(strategy);
    }
  }

  private void findNode() {
    Node node = new NodeFinder(context.host(), context.config()).find();
    context.node(node);
    node.dynomite()
        .gate()
        .onConfirmed(state -> context.board().change(b -> b.dynomiteState(state.name())));
    context
        .board()
        .change(b -> b.topologySource(node.topology().source()).self(node.topology().self()));
    node.topology().notes().forEach(context::warn);
    wait = new LocalWait(context);
    interrupted = new InterruptedRunPhases(run);
  }

  /** Probes the local Redis, which may still be starting up. */
  private Optional<RedisInfo> probe() {
    try {
      context.node().redis().ping();
      return Optional.of(context.node().redis().info());
    } catch (WarmupException e) {
      // The phases that need writes decide what a Redis means whose disk has failed.
      if (e.reason().leavesInfo()) {
        return Optional.of(context.node().redis().info());
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
    context.log().waiting("waiting for an answer: " + e.getMessage());
    return this;
  }

  private Phase decide(RedisInfo found) throws InterruptedException {
    Node node = context.node();
    RedisInfo local = new LeftRelay(node).ended(found);
    DynomiteState dynomite = node.dynomite().probe();
    context.stop(StopEvidence.find(node, local, dynomite));
    UnrecordedEnd.correct(node.state(), local, () -> dynomite, node.topology().tokens())
        .ifPresent(context::warn);
    StartDecision start = StartDecision.of(facts(local, dynomite));
    context
        .board()
        .change(
            b ->
                b.redisRole(local.replication().role())
                    .keysBefore(local.keys())
                    .dynomiteState(dynomite.name()));
    if (local.replication().isMaster() && !node.mark().anotherRun(local).isPresent()) {
      // This comes before what may end the run.
      node.settings().putBackAfterCrash().forEach(context::warn);
    }
    Optional<InterruptedRun> before = start.interrupted();
    if (start.action() == Recovery.Action.ADOPT
        && interrupted.endsAfterLoading(before.get(), local)) {
      return this;
    }
    start.warnings().forEach(context::warn);
    if (start.action() != Recovery.Action.NONE) {
      node.mark().claim(local);
      return interrupted.resume(start, before.get(), local);
    }
    if (start.forgets()) {
      interrupted.forget(start, before.get());
    }
    if (start.isStillWarm()) {
      node.state().recordWarm(local.runId(), node.topology().tokens());
      node.mark().stillWarm(local);
    }
    if (start.refusal().isPresent()) {
      return new RestorePhase(run, start.refusal().get());
    }
    node.mark().claim(local);
    return toSelectSource(run, local);
  }

  private StartFacts facts(RedisInfo local, DynomiteState dynomite) {
    Node node = context.node();
    StartProbe probe =
        new StartProbe(
            context.request(),
            context.config(),
            node.topology(),
            node.state(),
            node.admin(),
            node.dynomite().process());
    return probe
        .facts(node.redis(), local, dynomite, Moment.now(context.ticker()))
        .otherRun(node.mark().anotherRun(local))
        .wasDown(wasDown);
  }

  /** Checks first whether the local Redis would be useful after any warm-up. */
  static Phase toSelectSource(Run run, RedisInfo local) {
    RunContext context = run.context();
    run.servedCold().found(local);
    context.local().found(local);
    context.closed().begins();
    context.node().fitness().check(local, run.mayCopyKeys(), context::warn);
    context.node().health().checkPassword();
    return new SelectSourcePhase(run);
  }
}
