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
 * Compares the p99 latency of the source's own clients during a copy to an empty node at the
 * default throttle with their latency without one, and beside a bare REPLICAOF.
 */
final class CopyLatencyBench extends LatencyPairs {
  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final RedisServer source;

  private CopyLatencyBench(RedisServer source, RackNode cold, SourceLoad load) {
    super(cold, load);
    this.source = source;
  }

  static void run() {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, undisturbed, during a copy and during a bare%n"
            + "REPLICAOF, both to an empty node; %s; everything on this machine's %d cores.%n%n",
        MEGABYTES,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RandomFill.same(source, KEYS, SourceLoad.value(VALUE_BYTES));
      try (SourceLoad load = SourceLoad.start(source, PER_SECOND, KEYS, VALUE_BYTES)) {
        new CopyLatencyBench(source, cluster.node(1), load).pairs();
      }
    }
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
      double[] seconds = new double[1];
      Latency copy = copy(seconds);
      calm = calm == null ? calm() : calm;
      Latency replication = replication();
      ratios[i] = copy.millis(99) / calm.millis(99);
      System.out.printf(
          Locale.ROOT,
          "%-5d %-28s %-28s %8.1f %6.2f   %-28s %6.2f %8.2f%n",
          i + 1,
          calm.text(),
          copy.text(),
          seconds[0],
          ratios[i],
          replication.text(),
          replication.millis(99) / calm.millis(99),
          loadAverage());
    }
    summary(ratios, 1.5);
  }

  private Latency calm() {
    rest();
    return undisturbed(CALM_NANOS);
  }

  private Latency copy(double[] seconds) {
    Bench.empty(cold);
    rest();
    try (WarmedNode node = WarmedNode.of(cold)) {
      load.begin();
      WarmupStatus end = warm(node.set("strategy", "copy"), WarmupRequest.manual());
      Latency latency = load.end();
      seconds[0] = end.elapsedMillis() / 1e3;
      return latency;
    }
  }

  private Latency replication() {
    Bench.empty(cold);
    rest();
    try (Jedis to = cold.redis().client()) {
      load.begin();
      to.replicaof(source.host(), source.port());
      awaitStream(to);
      Latency latency = load.end();
      to.replicaofNoOne();
      return latency;
    }
  }
}
