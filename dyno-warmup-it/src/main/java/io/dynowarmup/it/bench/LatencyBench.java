// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.bench.measure.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/**
 * Compares the p99 latency of the source's own clients during a warm-up with their latency during a
 * bare REPLICAOF, in pairs of alternating order.
 */
final class LatencyBench extends LatencyPairs {
  private final RedisServer source;

  private LatencyBench(RedisServer source, RackNode cold, SourceLoad load) {
    super(cold, load);
    this.source = source;
  }

  static void run() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, sent straight to its Redis;%n"
            + "%s, repl-diskless-sync-delay 0; everything on this machine's %d cores.%n%n",
        MEGABYTES,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    underLoad(
        source -> RandomFill.fill(source, KEYS, VALUE_BYTES),
        (cluster, load) ->
            new LatencyBench(cluster.node(0).redis(), cluster.node(1), load).pairs());
  }

  private void pairs() {
    System.out.println(other);
    System.out.println();
    System.out.printf(
        "%-5s %-32s %-32s %-32s %6s %8s%n",
        "pair",
        "undisturbed p50/p99/max ms",
        "bare p50/p99/max ms",
        "warm-up p50/p99/max ms",
        "ratio",
        "load avg");
    double[] ratios = new double[PAIRS];
    // The first run of each kind costs more than all later ones.
    bare();
    for (int i = 0; i < PAIRS; i++) {
      clear();
      Latency calm = undisturbed(REST_NANOS);
      Latency bare = i % 2 == 0 ? bare() : null;
      Latency warm = warmUp();
      bare = bare == null ? bare() : bare;
      ratios[i] = warm.millis(99) / bare.millis(99);
      System.out.printf(
          Locale.ROOT,
          "%-5d %-32s %-32s %-32s %6.2f %8.2f%n",
          i + 1,
          calm.text(),
          bare.text(),
          warm.text(),
          ratios[i],
          loadAverage());
    }
    summary(ratios, 1.1);
  }

  private Latency bare() {
    clear();
    return replication(source);
  }

  private Latency warmUp() {
    clear();
    try (WarmedNode node = WarmedNode.of(cold)) {
      load.begin();
      warm(node, WarmupRequest.atStartup());
      return load.end();
    }
  }

  private void clear() {
    try (Jedis jedis = cold.redis().client()) {
      jedis.flushAll();
    }
    rest();
  }
}
