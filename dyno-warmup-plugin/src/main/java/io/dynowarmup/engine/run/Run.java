// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.context.BootstrapWatch;
import io.dynowarmup.engine.context.LocalFlushes;
import io.dynowarmup.engine.context.PeerWait;
import io.dynowarmup.engine.context.RedisConfigFileGuard;
import io.dynowarmup.engine.context.RunContext;
import io.dynowarmup.engine.context.ServedCold;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.shares.SourceShare;
import io.dynowarmup.node.Node;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Transfer;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Moment;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a run is: what its phases have chosen, opened and changed. */
public final class Run {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final RunContext context;
  private final ServedCold servedCold;
  private final RedisConfigFileGuard serverFile;
  private final SourceLosses losses;
  private final LocalFlushes flushes;
  private final SourceAgreement agreement;
  private final RunProof proof;
  private final BootstrapWatch bootstrapWatch;
  private final AheadCopies ahead;
  private final HandOvers handOvers = new HandOvers(this);
  private PeerWait peerWait;
  private WarmupStrategy strategy;
  private TransferSession session;
  private LatencyProbe latencies;
  private boolean touched;
  private boolean dumpLoaded;
  private Optional<String> cannotKeep = Optional.empty();

  public Run(RunContext context) {
    this.context = context;
    this.servedCold = new ServedCold(context);
    this.serverFile = new RedisConfigFileGuard(context);
    this.losses = new SourceLosses(context.sources().pins());
    SideComparison sides = new SideComparison(context, servedCold, losses, this::latencies);
    this.agreement = new SourceAgreement(sides, this::compareWith);
    this.proof = new RunProof(context, losses, sides, this::compareWith, this::latencies);
    this.bootstrapWatch = new BootstrapWatch(context);
    this.flushes = new LocalFlushes(() -> context.node().redis().info("commandstats"));
    this.ahead = new AheadCopies(this::openAhead);
  }

  /** The source may be flushed while it is copied ahead, so what it holds is recorded now. */
  private TransferSession openAhead(Peer peer, SourceShare share) {
    TransferSession opened = compareWith(peer, Optional.of(share));
    proof.begin(opened);
    return opened;
  }

  public RunContext context() {
    return context;
  }

  public void enter(WarmupPhase phase) {
    LOG.info("{}", phase);
    context.board().enter(phase);
    if (touched) {
      context.node().state().phase(phase, Moment.now(context.ticker()));
    }
  }

  public void strategy(WarmupStrategy chosen) {
    strategy = chosen;
    context.board().change(b -> b.strategy(chosen.name()));
  }

  /** Leaves the choice open until a source is known. The given strategy applies until then. */
  public void strategyOpen(WarmupStrategy unlessChosen) {
    strategy = unlessChosen;
    context.board().change(b -> b.strategy(StrategySelector.AUTO));
  }

  /** Sets the strategy that was selected for this source and this node. */
  public void strategy(WarmupStrategy chosen, String why) {
    strategy = chosen;
    context.board().change(b -> b.strategy(StrategySelector.text(chosen, why)));
  }

  public WarmupStrategy strategy() {
    return strategy;
  }

  /** Returns whether the run may copy keys instead of replicating. */
  public boolean mayCopyKeys() {
    return context.isAuto()
        ? !cannotKeep.isPresent() && new StrategySelector(context.host().strategies()).canKeep()
        : !strategy.replicates();
  }

  /** Records why a strategy that keeps the node's data does not work in this run. */
  public void cannotKeep(String why) {
    cannotKeep = Optional.of(why);
  }

  /** Returns why no strategy can keep the node's data; empty if one may. */
  public Optional<String> cannotKeep() {
    return cannotKeep;
  }

  /** Returns the state in which Dynomite has to be while the data is copied. */
  public DynomiteState copyState() {
    return Optional.ofNullable(session)
        .map(TransferSession::transfer)
        .flatMap(Transfer::copyState)
        .orElseGet(this::firstState);
  }

  /** What has arrived is complete only as long as Dynomite passes writes on. */
  private DynomiteState firstState() {
    return context.sources().begun() ? DynomiteState.RESUMING : strategy.copyState();
  }

  /**
   * Opens a transfer, or continues one that was begun ahead. From here on, {@link #session()} has
   * to be closed, even if this method throws.
   */
  public void open(Peer peer) throws InterruptedException {
    endMeasures();
    proof.forget();
    session = ahead.take(context.sources().share(), peer).orElseGet(() -> compareWith(peer));
    latencies = new LatencyProbe(context, session, !strategy.replicates());
    proof.begin(session);
    session.open(strategy);
  }

  /**
   * Connects to both sides for a comparison only. The caller calls {@link
   * TransferSession#closeConnections()} afterwards.
   */
  public TransferSession compareWith(Peer peer) {
    return compareWith(peer, context.sources().share());
  }

  private TransferSession compareWith(Peer peer, Optional<SourceShare> share) {
    return new TransferSession(
        context, servedCold, losses, peerWait(), () -> latencies, peer, share);
  }

  /** Returns the current transfer; null if there is none. */
  public TransferSession session() {
    return session;
  }

  /** Prepares the end of a transfer, which may drop keys itself. */
  public void closing() {
    if (strategy != null && !strategy.replicates()) {
      // A replica accepts no FLUSHALL of clients: one that it has run came from its source.
      flushes.check();
    }
  }

  /** Forgets a transfer that was closed. */
  public void closed() {
    flushes.begin();
    endMeasures();
    latencies = null;
    proof.forget();
    session = null;
  }

  /** Removes what the measurements left in the cluster. */
  public void endMeasures() {
    if (latencies != null) {
      latencies.close();
    }
  }

  public LatencyProbe latencies() {
    return latencies;
  }

  public PeerWait peerWait() {
    if (peerWait == null) {
      peerWait = new PeerWait(context);
    }
    return peerWait;
  }

  /** Begins to copy the further parts that were planned. */
  public void startAhead() {
    ahead.start(strategy);
  }

  /** Returns the parts that are copied while the run copies another one. */
  public AheadCopies ahead() {
    return ahead;
  }

  public BootstrapWatch bootstrapWatch() {
    return bootstrapWatch;
  }

  /** Records that RESTORE has something to restore from now on. */
  public void touch() {
    touched = true;
  }

  public boolean touched() {
    return touched;
  }

  /** Records that the data comes from a dump, and not from a source. */
  public void dumpLoaded() {
    dumpLoaded = true;
  }

  /** Returns whether no replication stream belongs to the data that is here. */
  public boolean hasNoStream() {
    return session == null && (dumpLoaded || context.sources().begun());
  }

  /** Records the local Redis before anything is changed. */
  public void before(RedisInfo local) {
    context.local().before(local);
    flushes.check();
    if (!touched) {
      serverFile.before(local);
    }
  }

  /** Returns the guard of Redis' configuration file. */
  public RedisConfigFileGuard serverFile() {
    return serverFile;
  }

  /** Returns the watch for other programs that drop all keys here. */
  public LocalFlushes flushes() {
    return flushes;
  }

  public RunProof proof() {
    return proof;
  }

  /** Returns the comparison of candidates with the data of this node. */
  public SourceAgreement agreement() {
    return agreement;
  }

  /**
   * Records the processes of Redis and Dynomite. From now on, neither of them may be restarted and
   * lose data.
   */
  public void remember() {
    Node node = context.node();
    node.dynomite().presence().remember();
    context.local().handedOver(node.redis().info("server"));
  }

  /** Returns the rules for a node that serves although it is not warm. */
  public ServedCold servedCold() {
    return servedCold;
  }

  /** Returns the hand-overs of this run. */
  public HandOvers handOvers() {
    return handOvers;
  }
}
