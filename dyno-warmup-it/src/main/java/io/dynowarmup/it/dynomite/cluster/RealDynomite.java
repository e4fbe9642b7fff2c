// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.cluster;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.Reaper;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.NodeYml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A process of the real Dynomite. */
public final class RealDynomite implements DynomiteNode {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path binary;
  private final NodeSpec spec;
  private final TempDir dir;
  private final Path yml;
  private Process process;

  public RealDynomite(Path binary, NodeSpec spec) {
    this.binary = binary;
    this.spec = spec;
    this.dir = TempDir.create("dynomite-" + spec.rack());
    this.yml = dir.write("dynomite.yml", NodeYml.text(spec));
  }

  /** Returns the executable that {@code -Ddynomite.binary=} names, or empty if it is not set. */
  public static Optional<Path> binary() {
    String given = System.getProperty("dynomite.binary", "");
    return given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given));
  }

  @Override
  public synchronized void start() {
    if (isRunning()) {
      throw new IllegalStateException(this + " is already running");
    }
    try {
      process =
          new ProcessBuilder(
                  binary.toString(), "-c", yml.toString(), "-o", dir.file("log").toString())
              .directory(dir.path().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.file("out").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + binary, e);
    }
    Reaper.register(this);
    Await.until(() -> this + " is up; its log:\n" + log(), START_LIMIT, this::isUp);
  }

  /**
   * Returns whether the start has completed.
   *
   * <p>The admin port opens first. Reading the state before the client port is open can crash the
   * start with a segmentation fault. Setting a state before the start has ended with NORMAL can
   * crash it too, or that NORMAL overwrites the new state.
   */
  private boolean isUp() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError(this + " ended with " + process.exitValue() + ": " + log());
    }
    try (Socket client = new Socket(spec.host(), spec.clientPort())) {
      client.setTcpNoDelay(true);
    }
    String state = adminClient().state();
    // Any state but INIT and JOINING counts: a waiting test may already have replaced NORMAL.
    return !state.equals("INIT") && (spec.settings().gossip() || !state.equals("JOINING"));
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      Children.terminate(process);
    }
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      Children.kill(process);
    }
  }

  @Override
  public synchronized void freeze() {
    Children.signal(process, "STOP");
  }

  @Override
  public synchronized void thaw() {
    Children.signal(process, "CONT");
  }

  @Override
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
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
    return dir.read("log") + dir.read("out");
  }

  @Override
  public synchronized void close() {
    Reaper.forget(this);
    kill();
    dir.close();
  }

  @Override
  public String toString() {
    return "dynomite of " + spec.rack() + " at " + spec.host();
  }
}
