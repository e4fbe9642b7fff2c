// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.Reaper;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.Freezer;
import io.dynowarmup.it.dynomite.Journal;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.NodeYml;
import java.nio.file.Path;

/**
 * A Dynomite inside this JVM. To its clients, peers, Redis and admin port it behaves as Dynomite
 * 0.6.21 does, including its faults: lost writes, a queue that is not flushed, a queue that is
 * dropped. It uses Dynomite's own protocol between peers, so one cluster can mix real nodes and
 * stand-ins.
 */
public final class StandInDynomite implements DynomiteNode {
  private final NodeSpec spec;
  private final TempDir dir;
  private final Path yml;
  private final Journal journal = new Journal();
  private Freezer freezer = new Freezer();
  private StandInCore core;

  public StandInDynomite(NodeSpec spec) {
    this.spec = spec;
    this.dir = TempDir.create("standin-" + spec.rack());
    this.yml = dir.write("dynomite.yml", NodeYml.text(spec));
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      throw new IllegalStateException(this + " is already running");
    }
    freezer = new Freezer();
    core = new StandInCore(spec, journal, freezer);
    core.start();
    Reaper.register(this);
  }

  @Override
  public synchronized void stop() {
    if (core != null) {
      freezer.thaw();
      core.stop();
      core = null;
    }
  }

  @Override
  public void kill() {
    stop();
  }

  @Override
  public synchronized void freeze() {
    freezer.freeze();
  }

  @Override
  public synchronized void thaw() {
    freezer.thaw();
  }

  @Override
  public synchronized void resetToNormalByGossip() {
    core.resetToNormal();
  }

  @Override
  public synchronized boolean isRunning() {
    return core != null && core.isAlive();
  }

  @Override
  public NodeSpec spec() {
    return spec;
  }

  @Override
  public Path yml() {
    return yml;
  }

  @Override
  public String log() {
    return journal.text();
  }

  @Override
  public synchronized void close() {
    Reaper.forget(this);
    stop();
    dir.close();
  }

  @Override
  public String toString() {
    return "stand-in of " + spec.rack() + " at " + spec.host();
  }
}
