// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.engine.status.LastResortLog;
import io.dynowarmup.engine.status.StatusBoard;
import io.dynowarmup.time.CancelSignal;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Gives the node to one user at a time: a run, or the supervisor. Its monitor guards the state. */
final class RunSlot {
  private static final long LAST_INSTRUCTIONS_MILLIS = 1_000;

  /** A probe of the supervisor ends quickly unless it has to restart something. */
  private static final int MOST_WAITS = 3;

  private final StatusBoard board;
  private final Supplier<List<WatchedProcess>> processes;
  private CancelSignal cancel;
  private Thread thread;
  private boolean closed;
  private boolean reserved;

  /** Callers that wait for the release of a reservation. They come before the next reservation. */
  private int waiting;

  /**
   * @param processes supplies what is known of Redis and Dynomite
   */
  RunSlot(StatusBoard board, Supplier<List<WatchedProcess>> processes) {
    this.board = board;
    this.processes = processes;
  }

  /**
   * @throws WarmupException NOT_RUNNING or ALREADY_RUNNING if no run can begin now
   */
  synchronized void refuseUnlessFree() {
    refuseIfClosed();
    awaitEnd();
    waiting++;
    try {
      for (int waits = 0; waits < MOST_WAITS && reserved; waits++) {
        awaitChange();
      }
    } finally {
      waiting--;
    }
    if (reserved) {
      throw new WarmupException(
          Reason.ALREADY_RUNNING,
          "cannot start a run: the supervisor is probing or starting Redis or Dynomite (last known:"
              + " "
              + processes.get().stream()
                  .map(WatchedProcess::toString)
                  .collect(Collectors.joining("; "))
              + "); try again in a few seconds");
    }
    if (thread != null) {
      throw new WarmupException(
          Reason.ALREADY_RUNNING,
          "run "
              + board.now().runId().orElse("")
              + " is in progress ("
              + board.now().phase()
              + "): abort it first");
    }
  }

  /**
   * @throws WarmupException NOT_RUNNING after {@link #close()}
   */
  synchronized void refuseIfClosed() {
    if (closed) {
      throw new WarmupException(Reason.NOT_RUNNING, "the warm-up has been shut down");
    }
  }

  /** Starts the thread of a run. The machine may have no resources for one more thread. */
  synchronized void begin(Thread run, CancelSignal signal) {
    thread = run;
    cancel = signal;
    try {
      run.start();
    } catch (Error e) {
      thread = null;
      cancel = null;
      board.finish(RunResult.failed(Reason.INTERNAL, LastResortLog.text(e)), () -> {});
      throw new WarmupException(Reason.INTERNAL, "the run could not begin: " + e.getMessage(), e);
    }
  }

  /** Records that the thread of the run is at its end. */
  synchronized void ended() {
    thread = null;
    cancel = null;
    notifyAll();
  }

  /** Returns whether a run is in progress. A run that has ended may still notify its observers. */
  synchronized boolean isRunning() {
    return thread != null && board.now().running();
  }

  /** Cancels the current run; call it only while {@link #isRunning()}. */
  synchronized void cancel(String why) {
    cancel.cancel(why);
  }

  /**
   * Prevents runs from beginning until {@link #release()}.
   *
   * @param held whether nothing may be reserved; asked once everything else permits it
   * @return false while a run is in progress or another reservation holds, or after the end
   */
  synchronized boolean reserve(BooleanSupplier held) {
    awaitEnd();
    if (reserved && waiting == 0) {
      awaitChange();
    }
    if (thread != null || closed || reserved || waiting > 0 || held.getAsBoolean()) {
      return false;
    }
    reserved = true;
    return true;
  }

  /**
   * Reserves for an operator's call.
   *
   * @throws WarmupException as {@link #refuseUnlessFree()}
   */
  synchronized void reserveOrRefuse() {
    refuseUnlessFree();
    reserved = true;
  }

  synchronized void release() {
    reserved = false;
    notifyAll();
  }

  /** Prevents further runs, cancels the current one and waits for it: RESTORE has its limit. */
  void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
      if (cancel != null) {
        cancel.cancel(Warmup.SHUTTING_DOWN);
      }
    }
    if (running != null) {
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits briefly for the end of the thread. A run that reports its end may still be a few
   * instructions away from it.
   */
  private void awaitEnd() {
    if (thread != null && !board.now().running()) {
      awaitChange();
    }
  }

  private void awaitChange() {
    try {
      wait(LAST_INSTRUCTIONS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
