// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.time.Duration;

/** A node of a cluster with the warm-up beside it. */
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

  /** Its Dynomite is somebody else's to start. */
  public static WarmedNode of(RackNode node) {
    return of(node, Calls.IGNORED);
  }

  /** The same, with somebody who is told of its questions. */
  public static WarmedNode of(RackNode node, Calls calls) {
    return new WarmedNode(node, DynomiteProcess.unmanaged(), calls);
  }

  /** The warm-up starts and stops its Dynomite. */
  public static WarmedNode starting(RackNode node) {
    return starting(node, Calls.IGNORED);
  }

  /** The same, with somebody who is told of its questions. */
  public static WarmedNode starting(RackNode node, Calls calls) {
    return new WarmedNode(node, NodeHost.processOf(node.dynomite()), calls);
  }

  /**
   * @param key without its prefix
   */
  public WarmedNode set(String key, Object value) {
    config.setProperty(PREFIX + key, String.valueOf(value));
    return this;
  }

  public WarmedNode clear(String key) {
    config.clearProperty(PREFIX + key);
    return this;
  }

  /** Its runs say WARMED without having compared anything: to measure what that costs. */
  public WarmedNode withoutProof() {
    host.withoutProof();
    return this;
  }

  public WarmupEngine engine() {
    return engine;
  }

  public RackNode node() {
    return node;
  }

  /** As the start-up task does it. */
  public WarmupStatus atStartup() {
    engine.start(WarmupRequest.atStartup());
    return end();
  }

  /** As an operator does it. */
  public WarmupStatus byHand() {
    engine.start(WarmupRequest.manual());
    return end();
  }

  /** Waits until the run is in that phase, or has ended. */
  public void awaitPhase(WarmupPhase phase) {
    Await.until(
        () -> phase + ", now " + engine.status().phase(),
        LIMIT,
        () -> engine.status().phase() == phase || !engine.status().running());
  }

  /** The status at the end of the run. */
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
