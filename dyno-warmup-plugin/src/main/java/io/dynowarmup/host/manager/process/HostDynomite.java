// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.StartProgress;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;

/** Starts and stops Dynomite through the host's scripts. */
@Singleton
public final class HostDynomite implements DynomiteProcess {
  private static final long STOP_MILLIS = 30_000;

  /** The interval between two checks of the process list; each check starts a process. */
  private static final long POLL_MILLIS = 250;

  /** If the process does not exist after this time, the start has failed. */
  private static final long APPEAR_MILLIS = 4_000;

  private final IDynomiteProcess process;
  private final HostCalls calls;
  private final StateMirror mirror;
  private final Ticker ticker = Ticker.system();
  private Deadline nextPoll;
  private Deadline appears;
  private boolean seen;
  private StartProgress last = StartProgress.UNDER_WAY;

  @Inject
  public HostDynomite(IDynomiteProcess process, HostCalls calls, StateMirror mirror) {
    this.process = process;
    this.calls = calls;
    this.mirror = mirror;
  }

  /** Returns false while an operator has stopped Dynomite. */
  @Override
  public boolean canStart() {
    return !mirror.isStopped();
  }

  @Override
  public String whyNot() {
    return "an operator has stopped Dynomite through dynomite-manager: start it there";
  }

  /**
   * Starts Dynomite on another thread. The host's call would return only after five seconds in
   * which Dynomite is NORMAL, which is too late.
   */
  @Override
  public synchronized void start() {
    if (mirror.isStopped()) {
      return;
    }
    seen = false;
    last = StartProgress.UNDER_WAY;
    nextPoll = Deadline.after(ticker, POLL_MILLIS);
    appears = Deadline.after(ticker, APPEAR_MILLIS);
    calls.begin("start Dynomite", process::start);
  }

  /** Checks whether the process exists, because only the host knows the exit code of the script. */
  @Override
  public synchronized StartProgress progress() {
    if (mirror.isStopped()) {
      return StartProgress.FORBIDDEN;
    }
    if (nextPoll != null && nextPoll.passed()) {
      nextPoll = Deadline.after(ticker, POLL_MILLIS);
      boolean there = process.dynomiteProcessCheck();
      boolean gone = !there && (seen || appears.passed());
      seen |= there;
      last = gone ? StartProgress.FAILED : StartProgress.UNDER_WAY;
    }
    return last;
  }

  /** Starts Dynomite without a run, because a node without a warm-up is better than no node. */
  public void bringUp() {
    if (canStart()) {
      calls.begin(
          "start Dynomite",
          () -> {
            if (!process.dynomiteProcessCheck()) {
              process.start();
            }
          });
    }
  }

  @Override
  public void stop() {
    calls.await("stop Dynomite", process::stop, STOP_MILLIS);
  }
}
