package io.dynowarmup.it.warmup;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.WarmupRequest;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.ClusterNode;
import io.dynowarmup.standalone.StandaloneHost;
import java.io.IOException;
import java.nio.file.Path;

/** A warm-up in a program of its own, which can be killed. */
final class OtherProgram implements AutoCloseable {
  private final Process process;
  private final TempDir dir;

  private OtherProgram(Process process, TempDir dir) {
    this.process = process;
    this.dir = dir;
  }

  /** Its run has been asked for by an operator. */
  static OtherProgram start(ClusterNode node, String stateFile) throws IOException {
    TempDir dir = TempDir.create("program");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProgram.class.getName(),
                node.dynomite().yml().toString(),
                stateFile)
            .redirectErrorStream(true)
            .redirectOutput(dir.file("out").toFile())
            .start();
    return new OtherProgram(process, dir);
  }

  public static void main(String[] args) throws InterruptedException {
    DefaultSettableConfig config = new DefaultSettableConfig();
    config.setProperty("dynomitemanager.dyno.warm.dynomite.yml", args[0]);
    config.setProperty("dynomitemanager.dyno.warm.state.file", args[1]);
    config.setProperty("dynomitemanager.dyno.warm.force", "true");
    try (WarmupEngine engine = new WarmupEngine(new StandaloneHost(config))) {
      engine.start(WarmupRequest.manual());
      engine.await(60_000);
    }
  }

  String log() {
    return dir.read("out");
  }

  /** SIGKILL. */
  void kill() {
    Children.kill(process);
  }

  @Override
  public void close() {
    kill();
    dir.close();
  }
}
