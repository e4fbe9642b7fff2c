// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.JavaCommand;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.warmup.NodeHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A warm-up in a process of its own that halts at its moment with the exit code of SIGKILL. */
final class Killed {
  static final int EXIT = 137;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PREFIX = "dynomitemanager.dyno.warm.";

  private Killed() {}

  /** Runs the warm-up. Returns when its process has ended. */
  static void in(Scene scene, Moment moment) throws IOException, InterruptedException {
    List<String> command = JavaCommand.of("-cp", System.getProperty("java.class.path"));
    command.addAll(List.of(Killed.class.getName(), moment.name(), redisOf(scene.cold())));
    command.add("dynomite.yml=" + scene.cold().dynomite().yml());
    scene.settings().forEach((key, value) -> command.add(key + "=" + value));
    // A JVM that has just started is slow: it has to reach the moment.
    command.add("msec.bootstraptime=" + LIMIT.toMillis());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(scene.dir().file("killed").toFile())
            .start();
    try {
      if (!Children.ends(process, LIMIT) || process.exitValue() != EXIT) {
        throw new AssertionError("not killed in " + moment + ": " + scene.dir().read("killed"));
      }
      System.out.println(scene.dir().read("killed"));
    } finally {
      Children.kill(process);
    }
  }

  static String redisOf(RackNode node) {
    return node.redis().host() + ":" + node.redis().port();
  }

  /**
   * Runs the warm-up.
   *
   * @param args the moment, host:port of the local Redis, and settings
   */
  public static void main(String[] args) throws InterruptedException {
    DefaultSettableConfig config = new DefaultSettableConfig();
    for (String setting : List.of(args).subList(2, args.length)) {
      int sign = setting.indexOf('=');
      config.setProperty(PREFIX + setting.substring(0, sign), setting.substring(sign + 1));
    }
    AtomicReference<WarmupEngine> engine = new AtomicReference<>();
    Trigger death =
        new Trigger(
            Moment.valueOf(args[0]),
            args[1],
            () -> engine.get().status().phase(),
            written -> {},
            () -> Runtime.getRuntime().halt(EXIT));
    engine.set(new WarmupEngine(new NodeHost(config, DynomiteProcess.unmanaged(), death)));
    engine.get().start(WarmupRequest.atStartup());
    engine.get().await(LIMIT.toMillis());
  }
}
