// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The executable jar's {@code run} beside a node: a process of its own, which can be killed. */
final class RunProgram implements AutoCloseable {
  private static final String STATE = "state";
  private static final int KILLED = 137;

  private final Process process;
  private final TempDir dir;
  private final String log;

  private RunProgram(Process process, TempDir dir, String log) {
    this.process = process;
    this.dir = dir;
    this.log = log;
  }

  /**
   * @param dir where its state file is, and what it says
   * @param log name of the file for what it says
   * @param settings more of them, as {@code name=value}
   */
  static RunProgram start(RackNode node, TempDir dir, String log, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // most of its short life would go into compiling otherwise
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"));
    command.add(Objects.requireNonNull(System.getProperty("standalone.jar"), "-Dstandalone.jar"));
    command.addAll(List.of("run", "--dynomite-yml", node.dynomite().yml().toString()));
    command.addAll(List.of("-D", "state.file=" + dir.file(STATE)));
    for (String setting : settings) {
      command.addAll(List.of("-D", setting));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.file(log).toFile())
            .start();
    return new RunProgram(process, dir, log);
  }

  /** What a run that was killed would leave in its state file as its phase; empty: none. */
  static String phase(TempDir dir) {
    Path file = dir.file(STATE);
    if (!Files.exists(file)) {
      return "";
    }
    return dir.read(STATE)
        .lines()
        .filter(line -> line.startsWith("run.phase="))
        .map(line -> line.substring(line.indexOf('=') + 1))
        .findFirst()
        .orElse("");
  }

  /** Whether a run that was killed has noted how far its comparison was. */
  static boolean noted(TempDir dir) {
    return Files.exists(dir.file(STATE + ".cursor"));
  }

  /** As if no run had ever been. */
  static void forget(TempDir dir) throws IOException {
    Files.deleteIfExists(dir.file(STATE));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /**
   * SIGKILL.
   *
   * @return whether that was its end; false: it had ended before
   */
  boolean kill() {
    Children.kill(process);
    return process.exitValue() == KILLED;
  }

  /** Whether that was its end. */
  boolean wasKilled() {
    return !process.isAlive() && process.exitValue() == KILLED;
  }

  /** Waits for its end; its exit code. */
  int end(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + limit + ": " + said());
    }
    return process.exitValue();
  }

  String said() {
    return dir.read(log);
  }

  /** The line that it ends with. */
  String lastLine() {
    List<String> lines = said().lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @Override
  public void close() {
    kill();
  }
}
