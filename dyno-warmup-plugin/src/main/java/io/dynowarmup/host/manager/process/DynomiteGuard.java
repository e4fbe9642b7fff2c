// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether dynomite-manager may start and stop Dynomite. During a run the node belongs to
 * the run, so what the manager does at its own start is skipped. What an operator requests through
 * the manager's REST once it is up counts: a stop ends the run, and Dynomite stays down until the
 * operator starts it.
 */
@Singleton
public final class DynomiteGuard {
  private static final Logger LOG = LoggerFactory.getLogger(DynomiteGuard.class);

  private final StateMirror mirror;
  private final HostCalls calls;
  private Runnable onStop = () -> {};
  private BooleanSupplier onStart = () -> false;
  private boolean hostUp;

  @Inject
  public DynomiteGuard(StateMirror mirror, HostCalls calls) {
    this.mirror = mirror;
    this.calls = calls;
  }

  /** An action of the manager on the process. */
  interface Action {
    void run() throws IOException;
  }

  /**
   * Sets the callbacks; from now on the host counts as up.
   *
   * @param ended ends the current run
   * @param takesOver called when an operator starts Dynomite again; returns whether a run begins,
   *     which starts Dynomite out of service
   */
  public synchronized void listen(Runnable ended, BooleanSupplier takesOver) {
    onStop = ended;
    onStart = takesOver;
    hostUp = true;
  }

  /**
   * Returns whether the manager may reset Redis and Dynomite to the state that it wants at its
   * start.
   */
  boolean mayReset() {
    return !mirror.ownsDynomite();
  }

  void start(Action action) throws IOException {
    if (calls.isOwn()) {
      action.run();
      return;
    }
    if (mirror.isStopped()) {
      LOG.info("Dynomite, which an operator had stopped, is started by dynomite-manager");
      mirror.stopped(false);
      if (!takesOver().getAsBoolean()) {
        action.run();
      }
    } else if (mirror.ownsDynomite()) {
      LOG.warn(
          "Ignored dynomite-manager's start of Dynomite: a run is in progress, or the node is closed "
              + "until it is bootstrapped; this plugin starts it");
    } else {
      action.run();
    }
  }

  void stop(Action action) throws IOException {
    if (calls.isOwn()) {
      action.run();
      return;
    }
    boolean pending = mirror.ownsDynomite();
    if (!isHostUp()) {
      if (pending) {
        LOG.warn(
            "Ignored dynomite-manager's stop of Dynomite at its own start: a run is in progress");
      } else {
        action.run();
      }
      return;
    }
    LOG.warn(
        "Dynomite is stopped by dynomite-manager: no run starts it until dynomite-manager does");
    mirror.stopped(true);
    ended().run();
    action.run();
  }

  private synchronized boolean isHostUp() {
    return hostUp;
  }

  private synchronized Runnable ended() {
    return onStop;
  }

  private synchronized BooleanSupplier takesOver() {
    return onStart;
  }
}
