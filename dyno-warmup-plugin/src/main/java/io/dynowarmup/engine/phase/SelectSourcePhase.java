// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.phase;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.run.Run;
import io.dynowarmup.engine.shares.NewRing;
import io.dynowarmup.engine.start.TokenChange;
import io.dynowarmup.node.NodeFitness;
import io.dynowarmup.redis.Patience;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.rule.LocalSide;
import io.dynowarmup.source.rule.Warmth;
import io.dynowarmup.state.StopNote;
import io.dynowarmup.topology.Topology;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Selects the peer with the same token that serves as the source. */
final class SelectSourcePhase extends Phase {
  private static final Logger LOG = LoggerFactory.getLogger(SelectSourcePhase.class);

  private static final long LEAST_PAUSE_MILLIS = 1_000;
  private static final int PAUSE_JITTER_MILLIS = 2_000;

  private final Patience withLocal;
  private final Patience withSources;
  private final SelectSharePhase shares;
  private String trouble = "";

  SelectSourcePhase(Run run) {
    super(run);
    this.shares = new SelectSharePhase(run);
    this.withLocal = Patience.withLocal(context.ticker(), context.config().stallMillis());
    this.withSources = Patience.withLocal(context.ticker(), context.config().stallMillis());
  }

  @Override
  WarmupPhase name() {
    return WarmupPhase.SELECT_SOURCE;
  }

  @Override
  Phase advance() throws InterruptedException {
    Topology topology = context.node().topology();
    SourceSelector choice = selector(topology);
    if (sources.plan().isPresent() || (choice.empty() && shares.planned())) {
      return ofShares();
    }
    if (choice.empty()) {
      return LoadDumpPhase.orRestore(
          run,
          RunResult.skipped(
              Reason.NO_PEER, topology.whyNoPeer(context.config().remoteDatacenters())));
    }
    RedisInfo local = context.node().redis().info();
    if (isLoadingItsOwnData(local)) {
      context
          .log()
          .waiting(
              "the local Redis " + context.node().redis().endpoint() + " is loading its own data");
      return this;
    }
    run.before(local);
    boolean otherToken = TokenChange.of(context.node().state(), topology).isPresent();
    boolean worth = local.keys() > 0 && !context.local().isDisposable() && !otherToken;
    boolean keeps = worth && !context.local().isOfDump();
    Optional<Candidate> best = best(choice, local, keeps);
    if (isOfNewRing(best, local)) {
      return ofShares();
    }
    if (!best.isPresent()) {
      return none(choice);
    }
    if (awaitsAnother(choice, best.get())) {
      return this;
    }
    SourceRecheck recheck = new SourceRecheck(run);
    if (recheck.cameBackWithLess(best.get(), keeps)) {
      return advance();
    }
    if (!choice.decided()) {
      sources
          .authority()
          .asking(choice::removals)
          .keepsOwnKeys(run.servedCold().keysWereTaken())
          .choose(best.get(), choice.ranked(), worth ? local.keys() : 0, local);
    }
    Phase next = new ChosenSource(run, best.get(), local).next(otherToken);
    return keeps
            && replaces(next, choice)
            && recheck.contradicted(best.get(), choice.ranked(), local.keys())
        ? advance()
        : next;
  }

  private SourceSelector selector(Topology topology) {
    return SourceSelector.of(
            context.host(),
            context.config(),
            context.request(),
            topology,
            context.node().peerAccess())
        .through(context.commands().forProbes());
  }

  /** Returns whether the local Redis was restarted and loads data that is worth comparing. */
  private boolean isLoadingItsOwnData(RedisInfo local) {
    return run.mayCopyKeys() && local.loading() && !local.replication().isReplica();
  }

  private Phase ofShares() throws InterruptedException {
    Phase next = shares.advance();
    return next == shares ? this : next;
  }

  /**
   * Returns whether the peers with this node's tokens are as new as this node, and the nodes of
   * another ring are the sources.
   */
  private boolean isOfNewRing(Optional<Candidate> best, RedisInfo local)
      throws InterruptedException {
    String named = context.request().source().orElseGet(context.config()::source);
    if (!named.isEmpty() || context.cancel().isCancelled()) {
      return false;
    }
    Topology topology = context.node().topology();
    Optional<String> why = NewRing.insteadOf(best, topology, context.config().remoteDatacenters());
    boolean planned = why.isPresent() && shares.planned();
    if (!why.isPresent()) {
      why = NewRing.besidePeerAsNew(best, topology, context.config().coldUptimeSeconds());
      planned = why.isPresent() && shares.plannedInsteadOf(best.get(), local);
    }
    if (planned) {
      LOG.info("The nodes of another ring are the sources: {}", why.get());
    }
    return planned;
  }

  /** Returns whether the source's data replaces what is here without an operator's decision. */
  private boolean replaces(Phase next, SourceSelector choice) {
    return next instanceof TransferPhase
        && !run.strategy().keepsData()
        && !choice.decided()
        && !context.config().force();
  }

  /**
   * @param keeps whether the local Redis holds data that must not be lost to a far smaller source
   */
  private Optional<Candidate> best(SourceSelector choice, RedisInfo local, boolean keeps)
      throws InterruptedException {
    LocalSide.Ways ways = NodeFitness.ways(context.isAuto(), run.mayCopyKeys());
    choice
        .knowing(context.node().redis())
        .wasWarm(context.node().state().wasWarm())
        .beside(context.node().redis(), local)
        .to(context.node().fitness().side(ways))
        .withAbsoluteExpiries(!run.mayCopyKeys());
    preferred().ifPresent(choice::preferring);
    Optional<Candidate> best =
        choice.best(keeps ? local.keys() : 0, sources.notNow(), sources.failed());
    if (choice.triedElsewhere()) {
      context.warn("no peer of this data centre can be the source; trying the other data centres");
    }
    context.board().change(b -> b.candidates(choice.verdicts()));
    withLocal.worked();
    return best;
  }

  /** Returns the source of an interrupted run, or of a planned stop, if it is still a peer. */
  private Optional<Peer> preferred() {
    Optional<Peer> resumed = sources.resumed();
    return resumed.isPresent()
        ? resumed
        : context.stop().note().map(StopNote::source).flatMap(this::sameTokenPeer);
  }

  private Optional<Peer> sameTokenPeer(Endpoint redis) {
    return context.node().topology().sameTokenPeers(context.config().remoteDatacenters()).stream()
        .filter(peer -> peer.redis().equals(redis))
        .findFirst();
  }

  /**
   * Decides what follows if no peer can be the source. A failed source may only have been
   * restarted, so it gets another try before the run ends.
   */
  private Phase none(SourceSelector choice) {
    if (context.cancel().isCancelled()) {
      return new RestorePhase(run, RunResult.aborted(context.cancel().reason()));
    }
    if (!sources.authority().united().isEmpty()) {
      return new RestorePhase(
          run, RunResult.partial(Reason.NO_AUTHORITY, sources.authority().question().orElse("")));
    }
    if (sources.failed().forgive()) {
      return this;
    }
    if (doubt().isPresent()) {
      return new RestorePhase(run, doubt().get());
    }
    String why = Candidate.whyNone(context.board().now().candidates());
    return mayPass(choice, why)
        ? this
        : LoadDumpPhase.orRestore(run, RunResult.failed(Reason.NO_HEALTHY_SOURCE, why));
  }

  /** Returns whether to wait for a peer whose copy may be better than the best that answers. */
  private boolean awaitsAnother(SourceSelector choice, Candidate best) {
    if (choice.decided() || best.isAuthority()) {
      return false;
    }
    Optional<Candidate> first =
        choice.ranked().stream().filter(c -> c.warmth() == Warmth.FIRST).findFirst();
    Candidate awaited = first.orElse(best);
    String why = awaited.peer() + " " + awaited.whyNoAuthority();
    return first.isPresent()
        ? waits(Optional.of(new WarmupException(Reason.BUSY, why)), why)
        : mayPass(choice, why + "; another peer may answer soon");
  }

  /**
   * Returns whether to ask a silent peer again. A port on which nothing listens is not waited for,
   * unless a source has already served in this run.
   */
  private boolean mayPass(SourceSelector choice, String why) {
    boolean served = sources.failed().last().isPresent();
    return waits(choice.passing(served), why);
  }

  private boolean waits(Optional<WarmupException> passing, String why) {
    boolean waits = passing.filter(withSources::mayPass).isPresent();
    if (waits) {
      trouble = why;
      context.log().waiting(why);
    }
    return waits;
  }

  /**
   * Returns what is in doubt of the data that an early detach left here; empty if there is none.
   */
  private Optional<RunResult> doubt() {
    return run.handOvers().doubt().filter(partial -> !context.local().isDisposable());
  }

  @Override
  Phase onBudgetSpent() {
    if (sources.begun()) {
      return shares.onBudgetSpent();
    }
    if (doubt().isPresent()) {
      return new RestorePhase(run, doubt().get());
    }
    String before = trouble.isEmpty() ? sources.failed().last().orElse("") : trouble;
    return new RestorePhase(
        run,
        RunResult.failed(
            Reason.BUDGET_SPENT,
            context.budgetText()
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
    context.log().waiting(trouble);
    return this;
  }

  /**
   * Returns a random pause, so that nodes that lost the same source do not return to it at the same
   * moment.
   */
  @Override
  long intervalMillis() {
    return LEAST_PAUSE_MILLIS + context.host().random().nextInt(PAUSE_JITTER_MILLIS);
  }
}
