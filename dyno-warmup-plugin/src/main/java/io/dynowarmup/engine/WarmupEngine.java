// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.engine.chunk.DaemonDumps;
import io.dynowarmup.engine.resume.StopSlot;
import io.dynowarmup.engine.status.StatusBoard;
import io.dynowarmup.log.LogContext;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warms one node: one run at a time, each on a thread of its own. */
public final class WarmupEngine implements Warmup {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupEngine.class);

  private final EngineHost host;
  private final Observers observers = new Observers();
  private final StatusBoard board;
  private final Verification verification;
  private final DaemonDumps dumps;
  private final RunSlot slot;
  private final RunIds ids;
  private final StopSlot stop;
  private volatile String planned = "";
  private volatile Supplier<NodeView> view = () -> NodeView.unknown();
  private volatile BootstrapState bootstrap = BootstrapState.NOT_REQUIRED;

  public WarmupEngine(EngineHost host) {
    this.host = host;
    this.verification = new Verification(host);
    this.dumps = new DaemonDumps(host);
    this.board = new StatusBoard(host.ticker(), observers::publish);
    this.slot = new RunSlot(board, this::processes);
    this.ids = new RunIds(host);
    this.stop = new StopSlot(host);
  }

  @Override
  public String start(WarmupRequest asked) {
    slot.refuseUnlessFree();
    WarmupRequest request = asked.doubting(node().doubt());
    // Outside the lock, so that an abort need not wait for Dynomite's answer.
    new RequestCheck(host).check(request);
    String id = ids.next();
    synchronized (slot) {
      slot.refuseUnlessFree();
      verification.abort("a run begins");
      dumps.abort("a run begins");
      CancelSignal signal = new CancelSignal();
      board.begin(id, request);
      RunThread run =
          new RunThread(host, board, verification, stop, slot::ended, m -> verify(m, true));
      Thread thread = new Thread(() -> run.perform(request, signal), "dyno-warmup-run-" + id);
      thread.setDaemon(true);
      // The caller's class loader in a web application may not see the classes of this library.
      thread.setContextClassLoader(WarmupEngine.class.getClassLoader());
      slot.begin(thread, signal);
      stop.clear();
      return id;
    }
  }

  /**
   * Prevents runs from beginning until {@link #release()}, for a supervisor that restarts what a
   * run needs. A node that was stopped is left alone, and closed again if it was opened.
   *
   * @return false while a run is in progress or another reservation holds, or after the end
   */
  public boolean reserve() {
    return slot.reserve(stop::holds);
  }

  public void release() {
    slot.release();
  }

  /**
   * Takes over a run that another process, such as {@code run}, has made since. Call it only while
   * a reservation holds.
   *
   * @param latestFirst the runs in the state file
   * @param coldAndServing whether the state file says that the node is cold
   */
  public void recorded(List<RunRecord> latestFirst, boolean coldAndServing) {
    if (board.history().lacks(latestFirst)) {
      board.history().recorded(latestFirst);
      board.change(b -> b.coldAndServing(coldAndServing));
    }
  }

  /**
   * @param shows supplies the view of the node; any thread calls it
   */
  public void watchedBy(Supplier<NodeView> shows) {
    view = shows;
  }

  @Override
  public NodeView node() {
    return view.get();
  }

  @Override
  public List<WatchedProcess> processes() {
    return node().processes();
  }

  @Override
  public String abort(String why) {
    synchronized (slot) {
      if (slot.isRunning()) {
        slot.cancel(why);
        return board.now().runId().orElse("");
      }
      if (verification.abort(why)) {
        return VERIFICATION;
      }
      throw new WarmupException(Reason.NOT_RUNNING, "no run is in progress");
    }
  }

  /** Sets what the daemon does after the last run, for preflight; empty for nothing. */
  public void planned(String text) {
    planned = text;
  }

  /** Sets whether the node is closed until it is bootstrapped, as its record says. */
  public void bootstrap(BootstrapState state) {
    bootstrap = state;
  }

  @Override
  public BootstrapState bootstrap() {
    return bootstrap;
  }

  @Override
  public String enableIncomingReplication(String who) {
    slot.reserveOrRefuse();
    try {
      String opened = new Opening(host).open(who);
      bootstrap = BootstrapState.OPEN;
      stop.clear();
      return opened;
    } finally {
      slot.release();
    }
  }

  @Override
  public String prepareStop(String who) {
    slot.reserveOrRefuse();
    try {
      verification.abort("the node is being stopped");
      return stop.prepare(who);
    } finally {
      slot.release();
    }
  }

  /** Adds a sentence to the warnings of the current or the last run. */
  public void note(String text) {
    board.warn(text);
  }

  @Override
  public WarmupStatus status() {
    return board.now();
  }

  @Override
  public WarmupStatus await(long millis) throws InterruptedException {
    return board.await(millis);
  }

  @Override
  public PreflightReport preflight(WarmupRequest request) throws InterruptedException {
    WarmupStatus now = board.now();
    if (now.running()) {
      return DryRun.running(now);
    }
    try (LogContext mark = LogContext.ofPreflight()) {
      PreflightReport report =
          new DryRun(host, request.doubting(node().doubt())).noting(planned).report();
      LOG.info("Preflight for {} changed nothing: {}", request.requestedBy(), report);
      return report;
    }
  }

  @Override
  public void verify(String mode) {
    verify(mode, false);
  }

  private void verify(String mode, boolean afterOwnWarmup) {
    Verification.check(mode);
    Optional<String> limitation = verification.limitation(mode, afterOwnWarmup);
    synchronized (slot) {
      slot.refuseIfClosed();
      if (slot.isRunning()) {
        throw new WarmupException(
            Reason.ALREADY_RUNNING, "run " + board.now().runId().orElse("") + " is in progress");
      }
      verification.start(mode, afterOwnWarmup, limitation);
    }
  }

  @Override
  public VerifyReport verification() {
    return verification.report();
  }

  @Override
  public void dump(boolean force) {
    dump(force, OptionalInt.empty());
  }

  /** Starts a dump as {@link #dump} does; afterwards only so many dumps of this node are kept. */
  public void dumpAndExpire(int keep) {
    dump(false, OptionalInt.of(keep));
  }

  private void dump(boolean force, OptionalInt keep) {
    synchronized (slot) {
      slot.refuseIfClosed();
      if (slot.isRunning()) {
        throw new WarmupException(
            Reason.ALREADY_RUNNING, "run " + board.now().runId().orElse("") + " is in progress");
      }
      dumps.start(force, keep);
    }
  }

  @Override
  public void abortDump(String why) {
    if (!dumps.abort(why)) {
      throw new WarmupException(Reason.NOT_RUNNING, "no dump is in progress");
    }
  }

  @Override
  public DumpReport dumped() {
    return dumps.report();
  }

  @Override
  public List<RunRecord> history() {
    return board.history().latestFirst();
  }

  @Override
  public Map<WarmupOutcome, Long> outcomes() {
    return board.history().counts();
  }

  @Override
  public List<EffectiveSetting> settings() {
    return host.readConfig().settings();
  }

  @Override
  public void addObserver(WarmupObserver observer) {
    observers.add(observer);
  }

  @Override
  public void removeObserver(WarmupObserver observer) {
    observers.remove(observer);
  }

  @Override
  public void close() {
    slot.close();
    verification.close();
    dumps.close();
    stop.drop();
    observers.close();
  }
}
