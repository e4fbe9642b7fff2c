// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.decision.PinnedSourceProbe;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.decision.TokenChange;
import io.dynowarmup.engine.run.AutoStrategy;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.run.StrategySelector;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.Fitness;
import io.dynowarmup.source.LocalSide;
import io.dynowarmup.source.MemoryFit;
import io.dynowarmup.source.SourceSample;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Selects the peer with the same token that serves as the source. */
final class SelectSourcePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(SelectSourcePhase.class);

  private static final long LEAST_PAUSE_MILLIS = 1_000;
  private static final int PAUSE_JITTER_MILLIS = 2_000;

  private static final int MOST_COMPARED = 3;

  private final Patience withLocal;
  private final Patience withSources;
  private String trouble = "";

  SelectSourcePhase(Run run) {
    super(run);
    this.withLocal = Patience.withLocal(run.ticker(), run.config().stallMillis());
    this.withSources = Patience.withLocal(run.ticker(), run.config().stallMillis());
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.SELECT_SOURCE;
  }

  @Override
  Phase advance() throws InterruptedException {
    Topology topology = run.node().topology();
    SourceSelector choice =
        SourceSelector.of(
            run.host(), run.config(), run.request(), topology, run.node().peerAccess());
    if (choice.empty()) {
      return new RestorePhase(
          run,
          RunResult.skipped(Reason.NO_PEER, topology.whyNoPeer(run.config().remoteDatacenters())));
    }
    RedisInfo local = run.node().redis().info();
    if (mayKeep() && local.loading() && !local.replication().isReplica()) {
      // The local Redis was restarted, and the data that it is loading is worth comparing.
      run.log()
          .waiting("the local Redis " + run.node().redis().endpoint() + " is loading its own data");
      return this;
    }
    LocalSide.Ways ways = NodeFitness.ways(open(), StrategySelector.mayKeep(run));
    choice
        .knowing(run.node().redis())
        .beside(run.node().redis(), local)
        .to(run.node().fitness().side(ways))
        .withAbsoluteExpiries(!StrategySelector.mayKeep(run));
    run.goesOnWith().ifPresent(choice::preferring);
    run.before(local);
    boolean mayLose =
        run.hasNothingToLose() || TokenChange.of(run.node().state(), topology).isPresent();
    Optional<Candidate> best =
        choice.best(mayLose ? 0 : local.keys(), notNow(), !run.failedSources().last().isEmpty());
    if (choice.triedElsewhere()) {
      run.warn("no peer of the own data centre can be the source; trying the others");
    }
    run.board().change(b -> b.candidates(choice.verdicts()));
    withLocal.worked();
    boolean keeps = local.keys() > 0 && !mayLose;
    if (best.isPresent() && cameBackWithLess(best.get(), keeps)) {
      return advance();
    }
    if (best.isPresent() && !choice.decided()) {
      long young = run.config().coldUptimeSeconds();
      run.truth().choose(best.get(), choice.ranked(), keeps ? local.keys() : 0, local, young);
    }
    if (!best.isPresent()) {
      return none(choice);
    }
    Phase next = chosen(best.get(), local);
    boolean begins = keeps && next instanceof TransferPhase;
    return begins && contradicted(best.get(), choice, local.keys()) ? advance() : next;
  }

  private Map<Peer, String> notNow() {
    Map<Peer, String> notNow = run.failedSources().reasons();
    notNow.putAll(run.truth().united());
    return notNow;
  }

  /** Refuses a source of this run that has been restarted or emptied since it was chosen. */
  private boolean cameBackWithLess(Candidate source, boolean keeps) throws InterruptedException {
    Peer peer = source.peer();
    Optional<String> objection = run.pins().objection(peer, source.facts().info(), keeps);
    boolean restarted = !run.pins().of(peer).isSame(source.facts().info());
    if (!objection.isPresent() && restarted && !run.config().force()) {
      objection = foreign(peer);
    }
    if (!objection.isPresent() && keeps && restarted && !run.proof().agrees(peer)) {
      objection =
          Optional.of("was restarted, and does not hold what this node has: this node keeps that");
    }
    objection.ifPresent(
        why -> {
          run.warn(peer + " " + why);
          run.failedSources().ban(peer, why);
        });
    return objection.isPresent();
  }

  private Optional<String> foreign(Peer peer) {
    Optional<SourceSample> before = run.pins().sample(peer);
    if (!before.isPresent()) {
      return Optional.empty();
    }
    try (RedisNode now =
        run.host().redisConnector().connect(peer.redis(), run.node().peerAccess())) {
      return before.get().objection(now);
    } catch (WarmupException e) {
      LOG.debug("{} does not tell which keys it has", peer, e);
      return Optional.empty();
    }
  }

  /**
   * Refuses a source whose values differ from this node's if another candidate holds the same
   * values.
   */
  private boolean contradicted(Candidate source, SourceSelector choice, long keys)
      throws InterruptedException {
    if (run.strategy().keepsData() || choice.decided() || run.config().force()) {
      return false;
    }
    List<Peer> others =
        choice.ranked().stream()
            .filter(c -> c.eligible() && c != source)
            .filter(c -> !KeyShare.isLessThanHalf(keys, c.facts().keys()))
            .map(Candidate::peer)
            .limit(MOST_COMPARED)
            .collect(Collectors.toList());
    Optional<Peer> agreeing = run.proof().contradicts(source.peer(), others);
    agreeing.ifPresent(
        other -> {
          String why = "holds other values than this node, while " + other + " holds the same";
          run.warn("source " + source.peer() + " " + why);
          run.failedSources().ban(source.peer(), why);
        });
    return agreeing.isPresent();
  }

  private boolean open() {
    return StrategySelector.isAuto(run.request(), run.config());
  }

  private boolean mayKeep() {
    return open() ? run.cannotKeep().isEmpty() : run.strategy().keepsData();
  }

  private Phase chosen(Candidate source, RedisInfo local) throws InterruptedException {
    Optional<WarmupException> misfit = MemoryFit.problem(source.facts(), local);
    if (misfit.isPresent()) {
      if (!run.config().force()) {
        return new RestorePhase(run, RunResult.failed(misfit.get()));
      }
      run.warn(misfit.get().getMessage());
    }
    run.pins().choose(source);
    LocalSide side = run.node().fitness().side(LocalSide.Ways.ANY);
    run.node().fitness().sourceObjection(Fitness.replicationObjection(source.facts(), side));
    run.board().change(b -> b.source(source.peer()));
    LOG.info("the source is {}: {}", source.peer(), source.reason());
    source.warnings().forEach(w -> run.warn("source " + source.peer() + " " + w));
    if (run.truth().union()) {
      return union(source);
    }
    if (run.servedCold().mustKeep(local)) {
      String objection = run.servedCold().keep(local);
      return objection.isEmpty()
          ? new TransferPhase(run, source.peer())
          : new RestorePhase(run, RunResult.failed(Reason.STRATEGY_CANNOT, objection));
    }
    if (open()) {
      new AutoStrategy(run).choose(source, local);
    } else if (local.keys() > 0 && !run.strategy().keepsData()) {
      LOG.warn(
          "the {} keys that this node holds will be dropped when the load begins", local.keys());
    }
    if (!run.strategy().keepsData()) {
      new PinnedSourceProbe(run.host(), source.peer(), run.node().peerAccess())
          .warnings()
          .forEach(run::warn);
    }
    return new TransferPhase(run, source.peer());
  }

  /**
   * Only adds keys, whatever strategy is set: a strategy that does not keep the node's data would
   * lose it.
   */
  private Phase union(Candidate source) {
    WarmupStrategy keeping = new StrategySelector(run.host().strategies()).thatKeeps();
    if (!keeping.keepsData() || !run.cannotKeep().isEmpty()) {
      return new RestorePhase(
          run,
          RunResult.skipped(
              Reason.NO_AUTHORITY,
              run.truth().question() + "; nothing was fetched: " + run.cannotKeep()));
    }
    run.warn(run.truth().question());
    run.strategy(keeping, "no copy is known to be right, so keys are only added");
    return new TransferPhase(run, source.peer());
  }

  /**
   * Decides what follows if no peer can be the source. A failed source may only have been
   * restarted, so it gets another try before the run ends.
   */
  private Phase none(SourceSelector choice) {
    if (run.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(run.cancel().reason()));
    }
    if (!run.truth().united().isEmpty()) {
      return new RestorePhase(run, RunResult.partial(Reason.NO_AUTHORITY, run.truth().question()));
    }
    if (run.failedSources().forgive()) {
      return this;
    }
    String why = SourceSelector.whyNone(run.board().now().candidates());
    // A port on which nothing listens ends a run at once, unless a source has already served in
    // this run.
    boolean served = !run.failedSources().last().isEmpty();
    if (choice.passing(served).filter(withSources::mayPass).isPresent()) {
      trouble = why;
      run.log().waiting(why);
      return this;
    }
    return new RestorePhase(run, RunResult.failed(Reason.NO_HEALTHY_SOURCE, why));
  }

  @Override
  Phase onBudgetSpent() {
    String before = trouble.isEmpty() ? run.failedSources().last() : trouble;
    return new RestorePhase(
        run,
        RunResult.failed(
            Reason.BUDGET_SPENT,
            run.budgetText()
                + (before.isEmpty()
                    ? " before a source was found"
                    : " before another source was found, after a failure: " + before)));
  }

  /** Waits and tries again: the local Redis is only asked for its keys. */
  @Override
  Phase onFailure(WarmupException e) throws InterruptedException {
    trouble = e.getMessage();
    if (!withLocal.mayPass(e)) {
      return super.onFailure(e);
    }
    run.log().waiting(trouble);
    return this;
  }

  /**
   * Returns a random pause, so that nodes that lost the same source do not return to it at the same
   * moment.
   */
  @Override
  long intervalMillis() {
    return LEAST_PAUSE_MILLIS + run.host().random().nextInt(PAUSE_JITTER_MILLIS);
  }
}
