// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.host.standalone.StandaloneHost;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.io.IOException;
import java.util.List;

/** A warm-up in a process of its own, which can be killed. */
final class OtherProgram implements AutoCloseable {
  private static final String PREFIX = "dynomitemanager.dyno.warm.";

  private final Process process;
  private final TempDir dir;

  private OtherProgram(Process process, TempDir dir) {
    this.process = process;
    this.dir = dir;
  }

  /**
   * Starts a run as an operator does.
   *
   * @param settings additional settings, each {@code name=value}
   */
  static OtherProgram start(RackNode node, String stateFile, String... settings)
      throws IOException {
    TempDir dir = TempDir.create("program");
    List<String> command = JavaCommand.of("-cp", System.getProperty("java.class.path"));
    command.add(OtherProgram.class.getName());
    command.addAll(List.of("dynomite.yml=" + node.dynomite().yml(), "state.file=" + stateFile));
    command.addAll(List.of(settings));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.file("out").toFile())
            .start();
    return new OtherProgram(process, dir);
  }

  public static void main(String[] args) throws InterruptedException {
    DefaultSettableConfig config = new DefaultSettableConfig();
    config.setProperty(PREFIX + "force", "true");
    for (String setting : args) {
      int sign = setting.indexOf('=');
      config.setProperty(PREFIX + setting.substring(0, sign), setting.substring(sign + 1));
    }
    try (WarmupEngine engine = new WarmupEngine(new StandaloneHost(config))) {
      engine.start(WarmupRequest.manual());
      engine.await(60_000);
    }
  }

  String log() {
    return dir.read("out");
  }

  /** Sends SIGKILL. */
  void kill() {
    Children.kill(process);
  }

  @Override
  public void close() {
    kill();
    dir.close();
  }
}
