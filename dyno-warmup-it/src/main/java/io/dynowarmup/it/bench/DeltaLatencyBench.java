// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.bench.measure.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/**
 * Compares the p99 latency of the source's own clients during a delta with their latency without
 * one, in pairs of alternating order. The delta runs at the default throttle. The clients write the
 * value that each key already holds, so every full pass compares the same keys.
 */
final class DeltaLatencyBench extends LatencyPairs {
  private DeltaLatencyBench(RackNode cold, SourceLoad load) {
    super(cold, load);
  }

  static void run() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, undisturbed and during a"
            + " delta%nthat compares all of it; %s; everything on this machine's %d cores.%n%n",
        MEGABYTES,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    underLoad(
        source -> RandomFill.same(source, KEYS, SourceLoad.value(VALUE_BYTES)),
        (cluster, load) -> {
          copy(cluster.node(0).redis(), cluster.node(1).redis());
          new DeltaLatencyBench(cluster.node(1), load).pairs();
        });
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
      TimedRun during = delta();
      calm = calm == null ? calm() : calm;
      ratios[i] = during.latency.millis(99) / calm.millis(99);
      System.out.printf(
          Locale.ROOT,
          "%-5d %-32s %-32s %8.1f %6.2f %8.2f%n",
          i + 1,
          calm.text(),
          during.latency.text(),
          during.seconds,
          ratios[i],
          loadAverage());
    }
    summary(ratios, 1.5);
  }

  private TimedRun delta() {
    rest();
    try (WarmedNode node = WarmedNode.of(cold)) {
      return timed(node.set("strategy", "delta").set("force", true));
    }
  }
}
