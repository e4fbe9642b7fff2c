// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.bench.measure.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;

/**
 * Compares the p99 latency of the source's own clients during a copy to an empty node at the
 * default throttle with their latency without one, and beside a bare REPLICAOF.
 */
final class CopyLatencyBench extends LatencyPairs {
  private final RedisServer source;

  private CopyLatencyBench(RedisServer source, RackNode cold, SourceLoad load) {
    super(cold, load);
    this.source = source;
  }

  static void run() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, undisturbed, during a copy"
            + " and%nduring a bare REPLICAOF, both to an empty node; %s; everything on this"
            + " machine's %d cores.%n%n",
        MEGABYTES,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    underLoad(
        source -> RandomFill.same(source, KEYS, SourceLoad.value(VALUE_BYTES)),
        (cluster, load) ->
            new CopyLatencyBench(cluster.node(0).redis(), cluster.node(1), load).pairs());
  }

  private void pairs() {
    System.out.println(other);
    System.out.println();
    System.out.printf(
        "%-5s %-28s %-28s %8s %6s   %-28s %6s %8s%n",
        "pair",
        "undisturbed p50/p99/max ms",
        "copy p50/p99/max ms",
        "copy s",
        "ratio",
        "REPLICAOF p50/p99/max ms",
        "ratio",
        "load avg");
    double[] ratios = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      Latency calm = i % 2 == 0 ? calm() : null;
      TimedRun copy = copy();
      calm = calm == null ? calm() : calm;
      Latency replication = replication();
      ratios[i] = copy.latency.millis(99) / calm.millis(99);
      System.out.printf(
          Locale.ROOT,
          "%-5d %-28s %-28s %8.1f %6.2f   %-28s %6.2f %8.2f%n",
          i + 1,
          calm.text(),
          copy.latency.text(),
          copy.seconds,
          ratios[i],
          replication.text(),
          replication.millis(99) / calm.millis(99),
          loadAverage());
    }
    summary(ratios, 1.5);
  }

  private TimedRun copy() {
    Bench.empty(cold);
    rest();
    try (WarmedNode node = WarmedNode.of(cold)) {
      return timed(node.set("strategy", "copy"));
    }
  }

  private Latency replication() {
    Bench.empty(cold);
    rest();
    return replication(source);
  }
}
