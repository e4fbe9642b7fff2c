// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.bench.chunks.ChunkBench;
import io.dynowarmup.it.bench.chunks.ScaleReport;
import io.dynowarmup.it.bench.measure.BareReplication;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Arrays;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/**
 * Prints the time of a warm-up (first command to NORMAL), the time of a bare REPLICAOF, and their
 * ratio. Both copy the same data from the same source and alternate in one run. Settings: {@code
 * -Dbench.pairs=3}, {@code -Dbench.largest.mb=1000}.
 */
public final class Bench {
  private static final int VALUE_BYTES = 1_000;
  private static final int PAIRS = Integer.getInteger("bench.pairs", 3);
  private static final int DATA_MB = Integer.getInteger("bench.mb", 100);
  private static final int LARGEST_MB = Integer.getInteger("bench.largest.mb", 1_000);

  private Bench() {}

  /**
   * Runs all benchmarks, or only the one that {@code -Dbench.only=} names: {@code time}, {@code
   * fresh}, {@code latency}, {@code delta}, {@code copy}, {@code copy-sources}, {@code far}, {@code
   * copy-latency}, {@code chunks}, {@code chunks-latency}, {@code chunks-scale}, {@code
   * delta-latency}, {@code delta-keys}, {@code resume}, {@code verify} or {@code proof}.
   */
  public static void main(String[] args) throws Exception {
    String only = System.getProperty("bench.only", "");
    if (only.isEmpty() || only.equals("time")) {
      time();
    }
    if (only.isEmpty() || only.equals("fresh")) {
      FreshStart.run(PAIRS);
    }
    if (only.isEmpty() || only.equals("latency")) {
      LatencyBench.run();
    }
    if (only.isEmpty() || only.equals("delta")) {
      DeltaBench.run(LARGEST_MB, PAIRS);
    }
    if (only.isEmpty() || only.equals("copy")) {
      CopyBench.run(LARGEST_MB, PAIRS);
    }
    if (only.isEmpty() || only.equals("copy") || only.equals("copy-sources")) {
      SeveralSourcesBench.run(PAIRS);
    }
    if (only.isEmpty() || only.equals("far")) {
      FarBench.run(PAIRS);
    }
    if (only.isEmpty() || only.equals("copy-latency")) {
      CopyLatencyBench.run();
    }
    if (only.isEmpty() || only.equals("chunks")) {
      ChunkBench.run(DATA_MB, PAIRS, System.getProperty("bench.value.bytes", ""));
    }
    if (only.isEmpty() || only.equals("chunks-scale")) {
      ScaleReport.run();
    }
    if (only.isEmpty() || only.equals("chunks") || only.equals("chunks-latency")) {
      ChunkLatencyBench.run(DATA_MB);
    }
    if (only.isEmpty() || only.equals("delta-latency")) {
      DeltaLatencyBench.run();
    }
    if (only.isEmpty() || only.equals("delta-keys")) {
      KeysBench.run();
    }
    if (only.isEmpty() || only.equals("resume")) {
      ResumeBench.run(DATA_MB);
    }
    if (only.isEmpty() || only.equals("verify")) {
      VerifyBench.run(PAIRS);
    }
    if (only.isEmpty() || only.equals("proof")) {
      ProofBench.run(LARGEST_MB, PAIRS);
    }
  }

  private static void time() {
    System.out.println();
    System.out.println(
        "A warm-up (first command to NORMAL, writes refused meanwhile) beside a bare REPLICAOF,");
    System.out.println(
        "same source, same data, in turn; Dynomite running, its peer connected; "
            + RedisBinary.newest()
            + ", repl-diskless-sync-delay 0.");
    System.out.println();
    System.out.printf(
        "%-10s %14s %14s %8s %12s   %s%n",
        "data", "bare ms", "warm-up ms", "ratio", "more by ms", "each pair");
    measure("1000 keys", 1_000, 100);
    measure("200 MB", 200_000, VALUE_BYTES);
    measure(LARGEST_MB + " MB", LARGEST_MB * 1_000L, VALUE_BYTES);
  }

  private static void measure(String name, long keys, int bytes) {
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RackNode cold = cluster.node(1);
      RandomFill.fill(source, keys, bytes);
      double[] bare = new double[PAIRS];
      double[] warm = new double[PAIRS];
      StringBuilder pairs = new StringBuilder();
      StringBuilder cost = new StringBuilder();
      for (int i = 0; i < PAIRS; i++) {
        empty(cold);
        bare[i] = BareReplication.millis(source, cold.redis());
        empty(cold);
        warm[i] = warmUp(source, cold, keys, cost);
        pairs.append(String.format(Locale.ROOT, "%.0f/%.0f ", warm[i], bare[i]));
      }
      double medianBare = median(bare);
      double medianWarm = median(warm);
      System.out.printf(
          Locale.ROOT,
          "%-10s %14.0f %14.0f %8.2f %12.0f   %s%n",
          name,
          medianBare,
          medianWarm,
          medianWarm / medianBare,
          medianWarm - medianBare,
          pairs);
      System.out.print(cost);
    }
  }

  static void empty(RackNode cold) {
    try (Jedis jedis = cold.redis().client()) {
      jedis.flushAll();
    }
  }

  private static double warmUp(RedisServer source, RackNode cold, long keys, StringBuilder cost) {
    try (WarmedNode node = WarmedNode.of(cold)) {
      TransferCost transfer = new TransferCost();
      node.engine().addObserver(transfer);
      long infos = infoCalls(source);
      WarmupStatus end = node.atStartup();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED || end.keys().orElse(-1) != keys) {
        throw new IllegalStateException(
            end.outcome() + " " + end.reason() + ", " + end.keys().getAsLong() + " keys");
      }
      if (transfer.percent() >= 0 && transfer.millis() > 500) {
        cost.append(
            String.format(
                Locale.ROOT,
                "           own cost in TRANSFER: %.2f %% of a core over %.0f ms; %d INFO to the"
                    + " source in the whole run of %d ms (poll.msec 200)%n",
                transfer.percent(),
                transfer.millis(),
                infoCalls(source) - infos,
                end.elapsedMillis()));
      }
      return end.elapsedMillis();
    }
  }

  private static long infoCalls(RedisServer redis) {
    String stat = redis.info("commandstats", "cmdstat_info");
    return stat == null || !stat.startsWith("calls=")
        ? 0
        : Long.parseLong(stat.substring(6, stat.indexOf(',')));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
