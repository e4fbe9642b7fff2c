// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.bench.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * Compares the p99 latency of the source's own clients during a delta with their latency without
 * one, in pairs of alternating order. The delta runs at the default throttle. The clients write the
 * value that each key already holds, so every full pass compares the same keys.
 */
final class DeltaLatencyBench extends LatencyPairs {
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

  private DeltaLatencyBench(RackNode cold, SourceLoad load) {
    super(cold, load);
  }

  static void run() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, undisturbed and during a delta%n"
            + "that compares all of it; %s; everything on this machine's %d cores.%n%n",
        MEGABYTES,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RandomFill.same(source, KEYS, SourceLoad.value(VALUE_BYTES));
      copy(source, cluster.node(1).redis());
      try (SourceLoad load = SourceLoad.start(source, PER_SECOND, KEYS, VALUE_BYTES)) {
        new DeltaLatencyBench(cluster.node(1), load).pairs();
      }
    }
  }

  private static void copy(RedisServer source, RedisServer cold) {
    try (Jedis to = cold.client()) {
      to.replicaof(source.host(), source.port());
      awaitStream(to);
      to.replicaofNoOne();
    }
  }

  private void pairs() {
    System.out.println(other);
    System.out.println();
    System.out.printf(
        "%-5s %-32s %-32s %8s %6s %8s%n",
        "pair",
        "undisturbed p50/p99/max ms",
        "delta p50/p99/max ms",
        "delta s",
        "ratio",
        "load avg");
    double[] ratios = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      Latency calm = i % 2 == 0 ? calm() : null;
      double[] seconds = new double[1];
      Latency during = delta(seconds);
      calm = calm == null ? calm() : calm;
      ratios[i] = during.millis(99) / calm.millis(99);
      System.out.printf(
          Locale.ROOT,
          "%-5d %-32s %-32s %8.1f %6.2f %8.2f%n",
          i + 1,
          calm.text(),
          during.text(),
          seconds[0],
          ratios[i],
          loadAverage());
    }
    summary(ratios, 1.5);
  }

  private Latency calm() {
    rest();
    return undisturbed(CALM_NANOS);
  }

  private Latency delta(double[] seconds) {
    rest();
    try (WarmedNode node = WarmedNode.of(cold)) {
      load.begin();
      WarmupStatus end =
          warm(node.set("strategy", "delta").set("force", true), WarmupRequest.manual());
      Latency latency = load.end();
      seconds[0] = end.elapsedMillis() / 1e3;
      return latency;
    }
  }
}
