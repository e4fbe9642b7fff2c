// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.bench.measure.BareReplication;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Prints the time of a warm-up as a node has it: by {@code run}, and by the first run of a daemon,
 * each in a JVM that has just been started. A bare REPLICAOF and a warm-up in a JVM that has done
 * others before alternate with them. Setting: {@code -Dbench.fresh.jvm=} with arguments for the
 * JVMs, for example those of the package's launcher.
 */
final class FreshStart {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(2);
  private static final String JVM = System.getProperty("bench.fresh.jvm", "").trim();

  private FreshStart() {}

  static void run(int pairs) throws Exception {
    System.out.println();
    System.out.println(
        "A warm-up in a JVM that has just been started, from PREFLIGHT to the outcome, and the"
            + " whole");
    System.out.println(
        "process with the start of the JVM; beside a bare REPLICAOF and a warm-up in a JVM that did"
            + " others before."
            + (JVM.isEmpty() ? "" : " JVM: " + JVM));
    System.out.println();
    System.out.printf(
        "%-10s %8s %12s %7s %12s %10s %15s   %s%n",
        "data",
        "bare ms",
        "warm JVM ms",
        "run ms",
        "its process",
        "daemon ms",
        "until its end",
        "each (in this order)");
    measure("1000 keys", 1_000, 100, pairs);
    measure("200 MB", 200_000, 1_000, pairs);
  }

  private static void measure(String name, long keys, int bytes, int pairs) throws Exception {
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RackNode cold = cluster.node(1);
      RandomFill.fill(source, keys, bytes);
      warm(cold);
      double[][] took = new double[6][pairs];
      StringBuilder each = new StringBuilder();
      for (int i = 0; i < pairs; i++) {
        Bench.empty(cold);
        took[0][i] = BareReplication.millis(source, cold.redis());
        Bench.empty(cold);
        took[1][i] = warm(cold);
        Bench.empty(cold);
        double[] run = process(cold, "run", "WARMED in ");
        Bench.empty(cold);
        double[] daemon = process(cold, "daemon", "WARMED (");
        took[2][i] = run[0];
        took[3][i] = run[1];
        took[4][i] = daemon[0];
        took[5][i] = daemon[1];
        for (int j = 0; j < took.length; j++) {
          each.append(String.format(Locale.ROOT, j == 0 ? " %.0f" : "/%.0f", took[j][i]));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%-10s %8.0f %12.0f %7.0f %12.0f %10.0f %15.0f  %s%n",
          name,
          Bench.median(took[0]),
          Bench.median(took[1]),
          Bench.median(took[2]),
          Bench.median(took[3]),
          Bench.median(took[4]),
          Bench.median(took[5]),
          each);
    }
  }

  private static double warm(RackNode cold) {
    try (WarmedNode node = WarmedNode.of(cold)) {
      return node.atStartup().elapsedMillis();
    }
  }

  /** Returns the milliseconds of the run, and of the process until the run has ended. */
  private static double[] process(RackNode cold, String command, String end) throws Exception {
    try (TempDir dir = TempDir.create("fresh")) {
      long start = Clock.nanos();
      Process process = start(cold, command, dir);
      try {
        Await.until(
            () -> end + " in: " + dir.read("log"),
            LIMIT,
            POLL,
            () -> dir.read("log").contains(end));
        double all = (Clock.nanos() - start) / 1e6;
        return new double[] {runMillis(dir.read("log")), all};
      } finally {
        Children.terminate(process);
      }
    }
  }

  /** Returns the time between the first phase and the outcome, as the log has it. */
  private static double runMillis(String log) {
    return Duration.between(at(log, "Run: run 1: PREFLIGHT"), at(log, "RunEnd: run 1: WARMED"))
        .toMillis();
  }

  private static Instant at(String log, String event) {
    return log.lines()
        .filter(line -> line.contains(event))
        .findFirst()
        .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
        .orElseThrow(() -> new IllegalStateException("no " + event + " in: " + log));
  }

  private static Process start(RackNode cold, String command, TempDir dir) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!JVM.isEmpty()) {
      line.addAll(Arrays.asList(JVM.split(" +")));
    }
    line.add("-jar");
    line.add(Objects.requireNonNull(System.getProperty("standalone.jar"), "-Dstandalone.jar"));
    line.addAll(List.of(command, "--dynomite-yml", cold.dynomite().yml().toString()));
    line.addAll(List.of("-D", "state.file=" + dir.file("state")));
    line.addAll(List.of("-D", "force=true", "-D", "jmx.port=0"));
    File log = dir.file("log").toFile();
    return new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log).start();
  }
}
