// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.FailedSources;
import io.dynowarmup.engine.decision.PinnedSources;
import io.dynowarmup.engine.decision.Recovery;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.decision.SourceAuthority;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Moment;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what the phases of one run share. Only the thread of the run uses it, except for the cancel
 * signal.
 */
public final class Run {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final WarmupRequest request;
  private final EngineHost host;
  private final StatusBoard board;
  private final CancelSignal cancel;
  private final Deadline start;
  private final FailedSources failedSources = new FailedSources();
  private final SourceAuthority truth = new SourceAuthority();
  private final RedisConfigFileGuard serverFile = new RedisConfigFileGuard(this);
  private final PinnedSources pins = new PinnedSources();
  private final RunProof proof = new RunProof(this);
  private final LocalRecord localRecord = new LocalRecord();
  private final ServedCold servedCold = new ServedCold(this);

  private WarmupConfig config;
  private Deadline budget;
  private Node node;
  private WarmupStrategy strategy;
  private TransferSession attempt;
  private LatencyProbe measures;
  private PeerWait peerWait;
  private ProgressLog log;
  private BootstrapWatch bootstrapWatch;
  private boolean touched;
  private boolean mayLose;
  private Peer goesOnWith;
  private int handOverTries;
  private Moment started;
  private String cannotKeep = "";

  public Run(WarmupRequest request, EngineHost host, StatusBoard board, CancelSignal cancel) {
    this.request = request;
    this.host = host;
    this.board = board;
    this.cancel = cancel;
    this.start = Deadline.after(host.ticker(), 0);
    this.started = Moment.now(host.ticker());
  }

  public WarmupRequest request() {
    return request;
  }

  public EngineHost host() {
    return host;
  }

  public Ticker ticker() {
    return host.ticker();
  }

  /** Returns the pause that also renews the claim on the node. */
  public Pause pause() {
    return node == null ? host.pause() : node.pause();
  }

  public StatusBoard board() {
    return board;
  }

  public CancelSignal cancel() {
    return cancel;
  }

  public void enter(WarmupPhase phase) {
    LOG.info("{}", phase);
    board.enter(phase);
    if (node != null && touched) {
      node.state().phase(phase, Moment.now(host.ticker()));
    }
  }

  /** Sets the settings of this run. The budget counts from the start of the run. */
  public void configured(WarmupConfig settings) {
    config = settings;
    budget = start.plusMillis(settings.bootstrapTimeMillis());
    board.budget(settings.bootstrapTimeMillis());
  }

  /** Resumes an interrupted run within what is left of its budget. */
  public void adopt(InterruptedRun before) {
    Moment now = Moment.now(host.ticker());
    long left = Recovery.budgetLeft(before, config.bootstrapTimeMillis(), now);
    started = before.started();
    budget = start.plusMillis(left);
    board.budget(left);
  }

  /** Returns when the run began, or when the resumed run began. */
  public Moment started() {
    return started;
  }

  public WarmupConfig config() {
    return config;
  }

  public boolean budgetSpent() {
    return budget != null && budget.passed();
  }

  public Deadline budget() {
    return budget;
  }

  public String budgetText() {
    return "the budget of " + config.bootstrapTimeMillis() + " ms (msec.bootstraptime) was spent";
  }

  public void node(Node found) {
    node = found;
    LOG.info("state file {}", found.state().path());
    found.notes().forEach(this::warn);
    board.history().older(found.state().history());
    peerWait = new PeerWait(this);
    log = new ProgressLog(this);
    bootstrapWatch = new BootstrapWatch(this);
  }

  public Node node() {
    return node;
  }

  public void strategy(WarmupStrategy chosen) {
    strategy = chosen;
    board.change(b -> b.strategy(chosen.name()));
  }

  /** Leaves the choice open until a source is known. The given strategy applies until then. */
  public void strategyOpen(WarmupStrategy unlessChosen) {
    strategy = unlessChosen;
    board.change(b -> b.strategy(StrategySelector.AUTO));
  }

  /** Sets the strategy that was selected for this source and this node. */
  public void strategy(WarmupStrategy chosen, String why) {
    strategy = chosen;
    board.change(b -> b.strategy(StrategySelector.text(chosen, why)));
  }

  public WarmupStrategy strategy() {
    return strategy;
  }

  /** Returns whether the run chooses the strategy. */
  public boolean isAuto() {
    return StrategySelector.isAuto(request, config);
  }

  /** Returns whether the run may use a strategy that keeps the node's data. */
  public boolean mayKeep() {
    return isAuto()
        ? cannotKeep.isEmpty() && new StrategySelector(host.strategies()).canKeep()
        : strategy.keepsData();
  }

  /** Records why a strategy that keeps the node's data does not work in this run. */
  public void cannotKeep(String why) {
    cannotKeep = why;
  }

  /** Returns why no strategy can keep the node's data; empty if one may. */
  public String cannotKeep() {
    return cannotKeep;
  }

  /** Returns the sources of this run, each with its state when it was chosen. */
  public PinnedSources pins() {
    return pins;
  }

  public FailedSources failedSources() {
    return failedSources;
  }

  /** Returns the rule that decides whether the source may determine the node's data. */
  public SourceAuthority truth() {
    return truth;
  }

  public void attempt(TransferSession newAttempt) {
    endMeasures();
    proof.forget();
    attempt = newAttempt;
    measures = new LatencyProbe(this);
  }

  /** Removes what the measurements left in the cluster. */
  public void endMeasures() {
    if (measures != null) {
      measures.close();
    }
  }

  public LatencyProbe measures() {
    return measures;
  }

  public PeerWait peerWait() {
    return peerWait;
  }

  public ProgressLog log() {
    return log;
  }

  public BootstrapWatch bootstrapWatch() {
    return bootstrapWatch;
  }

  /** Returns the current copy; null if there is none. */
  public TransferSession attempt() {
    return attempt;
  }

  /** Records that RESTORE has something to restore from now on. */
  public void touch() {
    touched = true;
  }

  public boolean touched() {
    return touched;
  }

  /** Records that the data of the local Redis is not worth keeping. */
  public void mayLose() {
    mayLose = true;
  }

  /** A copy of another node's data is about to replace what the local Redis holds. */
  public void replaces() {
    localRecord.replaces(mayLose);
    mayLose = true;
  }

  /**
   * A copy has ended before its data arrived. What the local Redis held before it is worth keeping
   * if it is still there.
   */
  public void replacedNothing(RedisInfo local) {
    if (localRecord.isUntouched(local)) {
      mayLose = false;
    }
  }

  public boolean hasNothingToLose() {
    return mayLose;
  }

  /**
   * Records that all data of a source has arrived. From now on, the local Redis holds data worth
   * keeping.
   */
  public void arrived() {
    mayLose = false;
  }

  /** Sets the source of an interrupted run whose comparison is resumed. */
  public void goesOnWith(Peer peer) {
    goesOnWith = peer;
  }

  public Optional<Peer> goesOnWith() {
    return Optional.ofNullable(goesOnWith);
  }

  /** Records the local Redis before anything is changed. */
  public void before(RedisInfo local) {
    localRecord.before(local);
    if (!touched) {
      serverFile.before(local);
    }
  }

  /** Returns the guard of Redis' configuration file. */
  public RedisConfigFileGuard serverFile() {
    return serverFile;
  }

  public RunProof proof() {
    return proof;
  }

  /** Returns the record of the local Redis before the run and at the hand-over. */
  public LocalRecord localRecord() {
    return localRecord;
  }

  /**
   * Records the processes of Redis and Dynomite. From now on, neither of them may be restarted and
   * lose data.
   */
  public void remember() {
    node.dynomite().remember();
    localRecord.handedOver(node.redis().info("server"));
  }

  /** Returns the rules for a node that serves although it is not warm. */
  public ServedCold servedCold() {
    return servedCold;
  }

  public int handOvers() {
    return handOverTries;
  }

  public int countHandOver() {
    return ++handOverTries;
  }

  public void warn(String text) {
    LOG.warn("{}", text);
    board.warn(text);
  }

  /** Ends the run after RESTORE. */
  public void finish(RunResult ending) {
    servedCold.ended(ending);
    if (node != null) {
      StateFile state = node.state();
      board.change(b -> b.coldAndServing(state.leftCold() && !state.cold().leftAlone()));
    }
    new RunEnd(this).with(ending);
  }
}
