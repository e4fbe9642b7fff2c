// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may start and stop Dynomite through dynomite-manager. While a run is going on the node is the
 * run's: what the manager does at its own start is left out. What an operator orders by the
 * manager's REST once it is up counts: a stop ends the run and holds until the start.
 */
@Singleton
final class DynomiteOrders {
  private static final Logger LOG = LoggerFactory.getLogger(DynomiteOrders.class);

  private final StateMirror mirror;
  private final HostCalls calls;
  private Runnable onStop = () -> {};
  private BooleanSupplier onStart = () -> false;
  private boolean hostUp;

  @Inject
  DynomiteOrders(StateMirror mirror, HostCalls calls) {
    this.mirror = mirror;
    this.calls = calls;
  }

  /** What the manager does to the process. */
  interface Order {
    void carryOut() throws IOException;
  }

  /**
   * @param ended ends the run that is going on
   * @param takesOver an operator wants Dynomite to run again: whether a run begins, which starts it
   *     out of service
   */
  synchronized void listen(Runnable ended, BooleanSupplier takesOver) {
    onStop = ended;
    onStart = takesOver;
    hostUp = true;
  }

  /** Whether the manager may set Redis and Dynomite back to how it wants them at its start. */
  boolean mayReset() {
    return !mirror.isPending();
  }

  void start(Order order) throws IOException {
    if (calls.isOwn()) {
      order.carryOut();
      return;
    }
    if (mirror.isStopped()) {
      LOG.info("dynomite-manager starts Dynomite, which an operator had stopped");
      mirror.stopped(false);
      if (!takesOver().getAsBoolean()) {
        order.carryOut();
      }
    } else if (mirror.isPending()) {
      LOG.warn(
          "a run is going on and starts Dynomite itself: dynomite-manager's start is left out");
    } else {
      order.carryOut();
    }
  }

  void stop(Order order) throws IOException {
    if (calls.isOwn()) {
      order.carryOut();
      return;
    }
    boolean pending = mirror.isPending();
    if (!isHostUp()) {
      if (pending) {
        LOG.warn("a run is going on: the stop of Dynomite at dynomite-manager's start is left out");
      } else {
        order.carryOut();
      }
      return;
    }
    LOG.warn("dynomite-manager stops Dynomite: no run starts it until dynomite-manager does");
    mirror.stopped(true);
    ended().run();
    order.carryOut();
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
