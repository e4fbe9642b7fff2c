// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.KnownSources;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.engine.resume.StopEvidence;
import io.dynowarmup.engine.start.Recovery;
import io.dynowarmup.engine.status.ProgressLog;
import io.dynowarmup.engine.status.StatusBoard;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.Node;
import io.dynowarmup.redis.relay.HeldStream;
import io.dynowarmup.state.InterruptedRun;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Moment;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run is: its request, settings, node and budget, which PREFLIGHT sets once, and what it
 * knows of its sources and of the data of the local Redis. Only the thread of the run changes it;
 * threads that copy a part for it read it.
 */
public final class RunContext {
  private static final Logger LOG = LoggerFactory.getLogger(RunContext.class);

  private final WarmupRequest request;
  private final EngineHost host;
  private final StatusBoard board;
  private final CancelSignal cancel;
  private final Deadline start;
  private final KnownSources sources = new KnownSources();
  private final LocalRecord local = new LocalRecord();
  private final CommandLimits commands = new CommandLimits(this);
  private final ClosedNode closed = new ClosedNode(this);
  private StopEvidence stop = StopEvidence.none();
  private Optional<HeldStream> held = Optional.empty();
  private WarmupConfig config;
  private Deadline budget;
  private Moment started;
  private Node node;
  private ProgressLog log;

  public RunContext(
      WarmupRequest request, EngineHost host, StatusBoard board, CancelSignal cancel) {
    this.request = request;
    this.host = host;
    this.board = board;
    this.cancel = cancel;
    this.start = Deadline.after(host.ticker(), 0);
    this.started = Moment.now(host.ticker());
  }

  /** Sets the settings. The budget counts from the start of the run. */
  public void configured(WarmupConfig settings) {
    config = settings;
    log = new ProgressLog(board, ticker(), settings.logMillis());
    budget(settings.bootstrapTimeMillis());
  }

  /** Resumes an interrupted run within what is left of its budget. */
  public void adopt(InterruptedRun before) {
    started = before.started();
    budget(Recovery.budgetLeft(before, config.bootstrapTimeMillis(), Moment.now(ticker())));
  }

  private void budget(long millis) {
    budget = start.plusMillis(millis);
    board.budget(millis);
  }

  public void node(Node found) {
    node = found;
    LOG.info("State file: {}", found.state().path());
    found.notes().forEach(this::warn);
    board.history().recorded(found.state().history());
    found.state().runBegins(board.now().runId().orElse(""));
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

  /** Returns the settings; null before PREFLIGHT has read them. */
  public WarmupConfig config() {
    return config;
  }

  /** Returns the node; null before PREFLIGHT has found it. */
  public Node node() {
    return node;
  }

  /** Returns when the run began, or when the resumed run began. */
  public Moment started() {
    return started;
  }

  public Deadline budget() {
    return budget;
  }

  public boolean budgetSpent() {
    return budget != null && budget.passed();
  }

  public String budgetText() {
    return "the budget of " + config.bootstrapTimeMillis() + " ms (msec.bootstraptime) was spent";
  }

  /**
   * Returns a sentence: the budget was spent, and how a source failed if one did.
   *
   * @param when such as "before the data had arrived"
   */
  public String budgetSpent(String when) {
    return budgetText()
        + " "
        + when
        + sources.failed().last().map(failure -> ", after a failure: " + failure).orElse("");
  }

  /** Returns whether the run chooses the strategy. */
  public boolean isAuto() {
    return StrategySelector.isAuto(request, config);
  }

  /** Returns the limits of the commands to each peer. */
  public CommandLimits commands() {
    return commands;
  }

  /** Returns what the run knows of its sources. */
  public KnownSources sources() {
    return sources;
  }

  /** Sets what is known of a planned stop before this run. */
  public void stop(StopEvidence found) {
    stop = found;
  }

  /** Returns what is known of a planned stop before this run. */
  public StopEvidence stop() {
    return stop;
  }

  /** Sets the stream of the source that this process has read since a planned stop. */
  public RunContext holding(Optional<HeldStream> stream) {
    held = stream;
    return this;
  }

  /** Returns that stream; empty if there is none. */
  public Optional<HeldStream> held() {
    return held;
  }

  /** Returns the record of the local Redis. */
  public LocalRecord local() {
    return local;
  }

  /** Returns the node as one that may have to stay closed. */
  public ClosedNode closed() {
    return closed;
  }

  public ProgressLog log() {
    return log;
  }

  public void warn(String text) {
    LOG.warn("Warning: {}", text);
    board.warn(text);
  }
}
