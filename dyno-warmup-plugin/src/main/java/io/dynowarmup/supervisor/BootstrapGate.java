// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.state.BootstrapRecord;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.topology.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node closed that requires a bootstrap: Dynomite is put back into STANDBY whenever a
 * restart or gossip has made it NORMAL. A Dynomite that was started by another program is NORMAL
 * for at most {@link #EVERY_MILLIS}.
 */
public final class BootstrapGate {
  /**
   * The pause between two checks, in milliseconds. A Dynomite whose admin port is asked much more
   * often while it starts can crash; with 200 ms none of 40 did.
   */
  public static final long EVERY_MILLIS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(BootstrapGate.class);
  private static final long READ_MILLIS = 2_000;
  private static final long STATE_MILLIS = 2_000;

  private final EngineHost host;
  private final WarmupEngine engine;
  private final KnownTopology topology;
  private final boolean starts;
  private Deadline nextReading;
  private DynomiteAdmin admin;
  private DynomiteState held;
  private String trouble = "";
  private boolean known;
  private boolean ran;
  private boolean ended;

  /**
   * @param starts whether a Dynomite that is down while the node is closed is started here
   */
  public BootstrapGate(EngineHost host, WarmupEngine engine, boolean starts) {
    this.host = host;
    this.engine = engine;
    this.topology = new KnownTopology(host);
    this.starts = starts;
  }

  /** Checks the node once. Does nothing during a run. Never throws because of the node. */
  public synchronized void check() {
    if (ended) {
      return;
    }
    boolean runs = engine.status().running();
    boolean due = nextReading == null || nextReading.passed() || (ran && !runs);
    ran = runs;
    if ((held == null && !due) || (!runs && !engine.reserve())) {
      return;
    }
    try {
      if (due || (!runs && wasOpened())) {
        nextReading = Deadline.after(host.ticker(), READ_MILLIS);
        read(runs);
      }
      trouble = "";
    } catch (WarmupException e) {
      report(e);
    } finally {
      if (!runs) {
        engine.release();
      }
    }
  }

  /** Returns whether Dynomite answers in another state than the one that is held. */
  private boolean wasOpened() {
    DynomiteState seen = admin.state();
    return seen != held && seen != DynomiteState.UNREACHABLE;
  }

  private void report(WarmupException e) {
    held = null;
    if (e.reason() != Reason.ALREADY_RUNNING && !e.getMessage().equals(trouble)) {
      trouble = e.getMessage();
      LOG.warn("Cannot tell whether the node has to stay closed: {}", trouble);
    }
  }

  private void read(boolean runs) {
    WarmupConfig config = host.configInUse();
    if (!config.requiresBootstrap() && known && !engine.bootstrap().isClosed()) {
      engine.bootstrap(BootstrapState.NOT_REQUIRED);
      held = null;
      return;
    }
    Topology now = topology.read(config);
    BootstrapRecord record = new NodeFinder(host, config).stateOf(now).bootstrap();
    engine.bootstrap(record.state(config.requiresBootstrap()));
    known = true;
    if (runs || (!config.requiresBootstrap() && !record.isPresent())) {
      held = null;
      return;
    }
    try (LockedNode node = new LockedNode(host, config, now)) {
      admin = node.dynomite().admin();
      BootstrapState state = node.bootstrap();
      held = state.isClosed() ? NodeFinder.inService(state) : null;
      if (state.isClosed()) {
        close(node, state);
      } else if (!config.requiresBootstrap()) {
        noLongerRequired(node);
      }
    }
  }

  /** Opens a node that was closed by a setting that is false now. */
  private void noLongerRequired(LockedNode node) {
    BootstrapState before = node.state().bootstrap().state(true);
    DynomiteState found = node.probeDynomite().state();
    if (before.isClosed() && found == NodeFinder.inService(before)) {
      LOG.warn("Dynomite goes from {} to NORMAL: requires.bootstrap is false now", found);
      node.dynomite().serve(Deadline.after(host.ticker(), STATE_MILLIS));
    }
    node.state().bootstrap().forget();
  }

  private void close(LockedNode node, BootstrapState state) {
    if (state == BootstrapState.REQUIRES_BOOTSTRAP) {
      node.state().bootstrap().require();
    }
    DynomiteState found = node.probeDynomite().state();
    if (found == DynomiteState.UNREACHABLE) {
      // The start-up run starts Dynomite itself.
      if (starts && engine.status().outcome().isPresent() && node.dynomite().process().canStart()) {
        node.dynomite().startInService();
      }
    } else if (found != held) {
      LOG.warn("Dynomite is {}; it goes to {}: {}", found, held, state.text());
      node.dynomite()
          .gate()
          .hold(held, Deadline.after(host.ticker(), STATE_MILLIS), CancelSignal.never());
    }
    node.dynomite().gate().release();
  }

  /** Ends the checks; Dynomite stays as it is. */
  public synchronized void end() {
    ended = true;
  }
}
