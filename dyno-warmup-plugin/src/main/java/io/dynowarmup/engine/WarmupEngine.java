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
import io.dynowarmup.api.WatchedProcess;
import io.dynowarmup.config.Setting;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.run.LastResortLog;
import io.dynowarmup.engine.run.StatusBoard;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.time.CancelSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warms one node: one run at a time, each on a thread of its own. */
public final class WarmupEngine implements Warmup {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupEngine.class);

  private static final long LAST_INSTRUCTIONS_MILLIS = 1_000;

  private final EngineHost host;
  private final Observers observers = new Observers();
  private final StatusBoard board;
  private final Verification verification;
  private final Object lock = new Object();
  private long runs;
  private CancelSignal cancel;
  private Thread thread;
  private boolean closed;
  private boolean reserved;
  private volatile String planned = "";
  private volatile Supplier<NodeView> view = () -> NodeView.unknown();

  public WarmupEngine(EngineHost host) {
    this.host = host;
    this.verification = new Verification(host);
    this.board = new StatusBoard(host.ticker(), observers::publish);
  }

  @Override
  public String start(WarmupRequest request) {
    synchronized (lock) {
      refuseUnlessIdle();
    }
    // The check may ask Dynomite for the peers. It runs outside the lock so that an abort need not
    // wait.
    new RequestCheck(host).check(request);
    synchronized (lock) {
      refuseUnlessIdle();
      verification.abort("a run begins");
      String id = String.valueOf(++runs);
      CancelSignal signal = new CancelSignal();
      board.begin(id, request.trigger());
      RunThread run = new RunThread(host, board, verification, this::ended, m -> verify(m, true));
      thread = new Thread(() -> run.perform(request, signal), "dyno-warmup-run-" + id);
      thread.setDaemon(true);
      // In a web application, the class loader of the caller may not see the classes of this
      // library.
      thread.setContextClassLoader(WarmupEngine.class.getClassLoader());
      cancel = signal;
      begin(thread);
      return id;
    }
  }

  /** Starts the thread. The machine may have no resources for one more thread. */
  private void begin(Thread run) {
    try {
      run.start();
    } catch (Error e) {
      thread = null;
      cancel = null;
      board.finish(RunResult.failed(Reason.INTERNAL, LastResortLog.text(e)), () -> {});
      throw new WarmupException(Reason.INTERNAL, "the run could not begin: " + e.getMessage(), e);
    }
  }

  private void refuseUnlessIdle() {
    if (closed) {
      throw new WarmupException(Reason.NOT_RUNNING, "the warm-up has been shut down");
    }
    awaitEndOf(thread);
    awaitRelease();
    if (reserved) {
      throw InTheKeepersHands.refusal(processes());
    }
    if (thread != null) {
      throw new WarmupException(
          Reason.ALREADY_RUNNING,
          "run "
              + board.now().runId().orElse("")
              + " is going on ("
              + board.now().phase()
              + "): abort it first");
    }
  }

  /**
   * Prevents runs from beginning until {@link #release()}, for a supervisor that restarts what a
   * run needs.
   *
   * @return false while a run is going on or another reservation holds, or after the end
   */
  public boolean reserve() {
    synchronized (lock) {
      awaitEndOf(thread);
      if (thread != null || closed || reserved) {
        return false;
      }
      reserved = true;
      return true;
    }
  }

  public void release() {
    synchronized (lock) {
      reserved = false;
      lock.notifyAll();
    }
  }

  /**
   * Waits briefly for the release: a probe of the node ends quickly unless it has to restart
   * something.
   */
  private void awaitRelease() {
    try {
      if (reserved) {
        lock.wait(LAST_INSTRUCTIONS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  /**
   * Waits briefly for the end of the thread. A run that reports its end may still be a few
   * instructions away from it.
   */
  private void awaitEndOf(Thread ending) {
    try {
      if (ending != null && !board.now().running()) {
        lock.wait(LAST_INSTRUCTIONS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended() {
    synchronized (lock) {
      thread = null;
      cancel = null;
      lock.notifyAll();
    }
  }

  @Override
  public String abort(String why) {
    synchronized (lock) {
      // A run that has ended may still be notifying its observers.
      boolean runs = cancel != null && board.now().running();
      if (!runs && verification.abort(why)) {
        return VERIFICATION;
      }
      if (!runs) {
        throw new WarmupException(Reason.NOT_RUNNING, "no run is going on");
      }
      cancel.cancel(why);
      return board.now().runId().orElse("");
    }
  }

  /**
   * Sets what follows by itself after the last run, as a sentence for preflight; empty for nothing.
   */
  public void planned(String text) {
    planned = text;
  }

  /** Adds a sentence to the warnings of the current run, or of the last run. */
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
    return now.running() ? DryRun.running(now) : new DryRun(host, request).noting(planned).report();
  }

  @Override
  public void verify(String mode) {
    verify(mode, false);
  }

  private void verify(String mode, boolean afterOwnWarmup) {
    Verification.check(mode);
    synchronized (lock) {
      if (closed) {
        throw new WarmupException(Reason.NOT_RUNNING, "the warm-up has been shut down");
      }
      if (thread != null && board.now().running()) {
        throw new WarmupException(
            Reason.ALREADY_RUNNING, "run " + board.now().runId().orElse("") + " is going on");
      }
      verification.start(mode, afterOwnWarmup);
    }
  }

  @Override
  public VerifyReport verification() {
    return verification.report();
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
    List<EffectiveSetting> settings = new ArrayList<>();
    for (Setting s : host.readConfig().settings()) {
      settings.add(EffectiveSetting.of(s.name(), s.value(), s.origin()));
    }
    return settings;
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
    Thread running;
    synchronized (lock) {
      closed = true;
      running = thread;
      if (cancel != null) {
        cancel.cancel("shutting down");
      }
    }
    if (running != null) {
      join(running);
    }
    verification.close();
    observers.close();
  }

  /** Waits without a limit, because RESTORE has a limit of its own. */
  private static void join(Thread running) {
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
