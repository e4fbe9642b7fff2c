// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.chunk.dump.DumpProgress;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.engine.chunk.NodeDump;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.time.CancelSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A node of a cluster with a warm-up beside it. */
public final class WarmedNode implements AutoCloseable {
  private static final String PREFIX = "dynomitemanager.dyno.warm.";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final DefaultSettableConfig config = new DefaultSettableConfig();
  private final TempDir dir = TempDir.create("warmup");
  private final NodeHost host;
  private final WarmupEngine engine;
  private final RackNode node;

  private WarmedNode(RackNode node, DynomiteProcess process, Calls calls) {
    this.node = node;
    this.host = new NodeHost(config, process, calls);
    this.engine = new WarmupEngine(host);
    set("dynomite.yml", node.dynomite().yml().toString());
    set("state.file", dir.path().resolve("state").toString());
  }

  /** Returns a node whose Dynomite the warm-up cannot start or stop. */
  public static WarmedNode of(RackNode node) {
    return of(node, Calls.IGNORED);
  }

  /** Returns the same, with an observer of the warm-up's calls. */
  public static WarmedNode of(RackNode node, Calls calls) {
    return new WarmedNode(node, DynomiteProcess.unmanaged(), calls);
  }

  /** Returns a node whose Dynomite the warm-up starts and stops. */
  public static WarmedNode starting(RackNode node) {
    return starting(node, Calls.IGNORED);
  }

  /** Returns the same, with an observer of the warm-up's calls. */
  public static WarmedNode starting(RackNode node, Calls calls) {
    return new WarmedNode(node, NodeHost.processOf(node.dynomite()), calls);
  }

  /**
   * Sets a property.
   *
   * @param key the key without its prefix
   */
  public WarmedNode set(String key, Object value) {
    config.setProperty(PREFIX + key, String.valueOf(value));
    return this;
  }

  public WarmedNode clear(String key) {
    config.clearProperty(PREFIX + key);
    return this;
  }

  /**
   * Disables the comparison at the end: runs then report WARMED without it. Used to measure its
   * cost.
   */
  public WarmedNode withoutProof() {
    host.withoutProof();
    return this;
  }

  /** Moves the clock of the warm-up ahead, as if this time had passed. */
  public void leap(Duration time) {
    host.leap(time);
  }

  /** Dumps the node into {@code chunks.store}. */
  public Manifest dump() {
    return dump(CancelSignal.never(), progress -> {});
  }

  /**
   * Dumps the node.
   *
   * @param begun receives the progress
   */
  public Manifest dump(CancelSignal cancel, Consumer<DumpProgress> begun) {
    try {
      return new NodeDump(host).dump(false, cancel, begun);
    } catch (InterruptedException e) {
      throw new IllegalStateException("the dump was interrupted", e);
    }
  }

  public WarmupEngine engine() {
    return engine;
  }

  /** Returns the directory of the state file. */
  public Path directory() {
    return dir.path();
  }

  public RackNode node() {
    return node;
  }

  /** Runs a warm-up as the start-up task does. */
  public WarmupStatus atStartup() {
    engine.start(WarmupRequest.atStartup());
    return end();
  }

  /** Runs a warm-up as an operator does. */
  public WarmupStatus byHand() {
    engine.start(WarmupRequest.manual());
    return end();
  }

  public WarmupStatus run(WarmupRequest request) {
    engine.start(request);
    return end();
  }

  /** Waits until the run is in this phase or has ended. */
  public void awaitPhase(WarmupPhase phase) {
    Await.until(
        () -> phase + ", now " + engine.status().phase(),
        LIMIT,
        () -> engine.status().phase() == phase || !engine.status().running());
  }

  /** Waits for the end of the run and returns its final status. */
  public WarmupStatus end() {
    Await.until(
        () -> "the end of the run, now in " + engine.status().phase(),
        LIMIT,
        () -> !engine.status().running());
    return engine.status();
  }

  @Override
  public void close() {
    engine.close();
    dir.close();
  }
}
