// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.Peer;
import io.dynowarmup.WarmupPhase;
import io.dynowarmup.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Moment;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the phases of one run share. Used by the run's thread only, but for the cancel signal. */
final class Run {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final WarmupRequest request;
  private final EngineHost host;
  private final StatusBoard board;
  private final CancelSignal cancel;
  private final Deadline start;
  private final FailedSources failedSources = new FailedSources();
  private final Truth truth = new Truth();
  private final ServerFileGuard serverFile = new ServerFileGuard(this);
  private final SourcePins pins = new SourcePins();
  private final RunProof proof = new RunProof(this);
  private final LocalRecord localRecord = new LocalRecord();
  private final ServedCold servedCold = new ServedCold(this);

  private WarmupConfig config;
  private Deadline budget;
  private Node node;
  private WarmupStrategy strategy;
  private Attempt attempt;
  private Measures measures;
  private PeerWait peerWait;
  private ProgressLog log;
  private BootstrapWatch bootstrapWatch;
  private boolean touched;
  private boolean mayLose;
  private Peer goesOnWith;
  private int handOverTries;
  private Moment started;
  private String cannotKeep = "";

  Run(WarmupRequest request, EngineHost host, StatusBoard board, CancelSignal cancel) {
    this.request = request;
    this.host = host;
    this.board = board;
    this.cancel = cancel;
    this.start = Deadline.after(host.ticker(), 0);
    this.started = Moment.now(host.ticker());
  }

  WarmupRequest request() {
    return request;
  }

  EngineHost host() {
    return host;
  }

  Ticker ticker() {
    return host.ticker();
  }

  /** Renews the claim of the node while it waits. */
  Pause pause() {
    return node == null ? host.pause() : node.pause();
  }

  StatusBoard board() {
    return board;
  }

  CancelSignal cancel() {
    return cancel;
  }

  void enter(WarmupPhase phase) {
    LOG.info("{}", phase);
    board.enter(phase);
    if (node != null && touched) {
      node.state().phase(phase, Moment.now(host.ticker()));
    }
  }

  /** The settings of this run; the budget counts from the run's start. */
  void configured(WarmupConfig settings) {
    config = settings;
    budget = start.plusMillis(settings.bootstrapTimeMillis());
    board.budget(settings.bootstrapTimeMillis());
  }

  /** Goes on with an interrupted run: within what is left of its budget. */
  void adopt(Unfinished before) {
    Moment now = Moment.now(host.ticker());
    long left = Recovery.budgetLeft(before, config.bootstrapTimeMillis(), now);
    started = before.started();
    budget = start.plusMillis(left);
    board.budget(left);
  }

  /** When the run began, or the one that it goes on with. */
  Moment started() {
    return started;
  }

  WarmupConfig config() {
    return config;
  }

  boolean budgetSpent() {
    return budget != null && budget.passed();
  }

  Deadline budget() {
    return budget;
  }

  String budgetText() {
    return "the budget of " + config.bootstrapTimeMillis() + " ms (msec.bootstraptime) was spent";
  }

  void node(Node found) {
    node = found;
    LOG.info("state file {}", found.state().path());
    found.notes().forEach(this::warn);
    board.history().older(found.state().history());
    peerWait = new PeerWait(this);
    log = new ProgressLog(this);
    bootstrapWatch = new BootstrapWatch(this);
  }

  Node node() {
    return node;
  }

  void strategy(WarmupStrategy chosen) {
    strategy = chosen;
    board.change(b -> b.strategy(chosen.name()));
  }

  /** Which one is chosen once a source is; until then this one. */
  void strategyOpen(WarmupStrategy unlessChosen) {
    strategy = unlessChosen;
    board.change(b -> b.strategy(AutoChoice.NAME));
  }

  /** One that was chosen for this source and this node. */
  void strategy(WarmupStrategy chosen, String why) {
    strategy = chosen;
    board.change(b -> b.strategy(AutoChoice.text(chosen, why)));
  }

  WarmupStrategy strategy() {
    return strategy;
  }

  /** One that keeps what the node holds has turned out to be none for this run, and why. */
  void cannotKeep(String why) {
    cannotKeep = why;
  }

  /** Empty as long as it may. */
  String cannotKeep() {
    return cannotKeep;
  }

  /** The sources of this run as they were chosen. */
  SourcePins pins() {
    return pins;
  }

  FailedSources failedSources() {
    return failedSources;
  }

  /** Whether the source may decide what this node holds. */
  Truth truth() {
    return truth;
  }

  void attempt(Attempt newAttempt) {
    endMeasures();
    proof.forget();
    attempt = newAttempt;
    measures = new Measures(this);
  }

  /** Removes what measuring has left in the cluster. */
  void endMeasures() {
    if (measures != null) {
      measures.close();
    }
  }

  Measures measures() {
    return measures;
  }

  PeerWait peerWait() {
    return peerWait;
  }

  ProgressLog log() {
    return log;
  }

  BootstrapWatch bootstrapWatch() {
    return bootstrapWatch;
  }

  /** The copy that is going on; null when there is none. */
  Attempt attempt() {
    return attempt;
  }

  /** From now on RESTORE has something to restore. */
  void touch() {
    touched = true;
  }

  boolean touched() {
    return touched;
  }

  /** What the local Redis holds is not worth keeping. */
  void mayLose() {
    mayLose = true;
  }

  boolean hasNothingToLose() {
    return mayLose;
  }

  /**
   * All of a source's data has arrived: from now on the local Redis holds what is worth keeping.
   */
  void arrived() {
    mayLose = false;
  }

  /** The source of an interrupted run, and where that was is known. */
  void goesOnWith(Peer peer) {
    goesOnWith = peer;
  }

  Optional<Peer> goesOnWith() {
    return Optional.ofNullable(goesOnWith);
  }

  /** This is what the local Redis was like before it was touched. */
  void before(RedisInfo local) {
    localRecord.before(local);
    if (!touched) {
      serverFile.before(local);
    }
  }

  /** Redis' own configuration file. */
  ServerFileGuard serverFile() {
    return serverFile;
  }

  RunProof proof() {
    return proof;
  }

  /** The local Redis as it was before, and at the hand-over. */
  LocalRecord localRecord() {
    return localRecord;
  }

  /** From now on nothing may be lost: neither by the local Redis nor by Dynomite. */
  void remember() {
    node.dynomite().remember();
    localRecord.handedOver(node.redis().info("server"));
  }

  /** What a node has taken in that serves and is not warm. */
  ServedCold servedCold() {
    return servedCold;
  }

  int handOvers() {
    return handOverTries;
  }

  int countHandOver() {
    return ++handOverTries;
  }

  void warn(String text) {
    LOG.warn("{}", text);
    board.warn(text);
  }

  /** The end, after RESTORE. */
  void finish(Ending ending) {
    servedCold.ended(ending);
    if (node != null) {
      StateFile state = node.state();
      board.change(b -> b.coldAndServing(state.leftCold() && !state.cold().leftAlone()));
    }
    new RunEnd(this).with(ending);
  }
}
