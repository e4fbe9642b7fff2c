// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Executes {@code run} of the executable jar beside a node, as a process that can be killed. */
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
   * Starts a run.
   *
   * @param dir directory of its state file and of its output
   * @param log name of the file for its output
   * @param settings additional settings, each {@code name=value}
   */
  static RunProgram start(RackNode node, TempDir dir, String log, String... settings)
      throws IOException {
    List<String> command =
        BuiltJar.command("run", "--dynomite-yml", node.dynomite().yml().toString());
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

  /** Returns the phase in the state file, as a killed run leaves it; empty if there is none. */
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

  /** Returns whether a killed run has left a checkpoint of its comparison. */
  static boolean noted(TempDir dir) {
    return Files.exists(dir.file(STATE + ".cursor"));
  }

  /** Deletes the state file, as if no run had ever been started. */
  static void forget(TempDir dir) throws IOException {
    Files.deleteIfExists(dir.file(STATE));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /**
   * Sends SIGKILL.
   *
   * @return false if the process had already ended
   */
  boolean kill() {
    Children.kill(process);
    return process.exitValue() == KILLED;
  }

  /** Returns whether SIGKILL ended the process. */
  boolean wasKilled() {
    return !process.isAlive() && process.exitValue() == KILLED;
  }

  /** Waits for the end and returns the exit code. */
  int end(Duration limit) throws InterruptedException {
    if (!Children.ends(process, limit)) {
      throw new AssertionError("still running after " + limit + ": " + said());
    }
    return process.exitValue();
  }

  String said() {
    return dir.read(log);
  }

  /** Returns the last line of the output. */
  String lastLine() {
    List<String> lines = said().lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  @Override
  public void close() {
    kill();
  }
}
