// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.bench.measure.BareReplication;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.time.Duration;
import java.util.Locale;

/**
 * Prints the time of a copy, of its bulk, of a delta and of a bare REPLICAOF to an empty node, in
 * turn, with the same data. Settings: {@code -Dbench.pairs=3}, {@code -Dbench.largest.mb=1000}.
 */
final class CopyBench {
  private static final int MANY_KEYS = 500_000;
  private static final int SMALL_BYTES = 200;
  private static final int LARGE_BYTES = 1_000;
  private static final double DELTA_SHARE = 0.1;
  private static final double REPLICATIONS = 4;

  private static final Duration LIMIT = Duration.ofHours(1);

  private final RedisServer source;
  private final RackNode cold;

  private CopyBench(RedisServer source, RackNode cold) {
    this.source = source;
    this.cold = cold;
  }

  static void run(int megabytes, int pairs) {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "copy beside delta and REPLICAOF to an empty node, seconds; %s; everything on this"
            + " machine's %d cores;%nCPU: seconds of the source, the node's Redis and the plugin"
            + " during the bulk; memory: the source's peak%nduring the copy, relative to before;"
            + " wanted: bulk/delta %.1f, bulk/REPLICAOF %.0f, memory 1.05%n%n",
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors(),
        DELTA_SHARE,
        REPLICATIONS);
    data("keys of 200 bytes", MANY_KEYS, SMALL_BYTES, pairs);
    data("keys of 1,000 bytes", megabytes * 1_000, LARGE_BYTES, pairs);
  }

  private static void data(String name, int keys, int bytes, int pairs) {
    System.out.printf("%d %s%n", keys, name);
    System.out.printf(
        "%10s %10s %10s %10s   %10s %14s   %-18s %7s %6s%n",
        "bulk",
        "copy",
        "delta",
        "REPLICAOF",
        "bulk/delta",
        "bulk/REPLICAOF",
        "CPU",
        "memory",
        "forks");
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RandomFill.fill(source, keys, bytes);
      CopyBench bench = new CopyBench(source, cluster.node(1));
      for (int pair = 0; pair < pairs; pair++) {
        bench.round();
      }
    }
  }

  private void round() {
    String forks = source.info("stats", "total_forks");
    BulkCost cost = new BulkCost(source, cold.redis());
    double copy = warm("copy", cost);
    String forked = forks.equals(source.info("stats", "total_forks")) ? "none" : "SOME";
    KeyDifference difference = KeyComparer.compare(cold.redis(), source);
    if (!difference.isNone()) {
      throw new IllegalStateException(difference.toString());
    }

    double delta = warm("delta", null);
    Bench.empty(cold);
    double replication = BareReplication.millis(source, cold.redis()) / 1e3;
    System.out.printf(
        Locale.ROOT,
        "%10.1f %10.1f %10.1f %10.1f   %10.3f %14.2f   %-18s %7.3f %6s%n",
        cost.seconds(),
        copy,
        delta,
        replication,
        cost.seconds() / delta,
        cost.seconds() / replication,
        cost.processors(),
        cost.memoryRatio(),
        forked);
  }

  private double warm(String strategy, BulkCost cost) {
    Bench.empty(cold);
    try (WarmedNode node = WarmedNode.of(cold)) {
      if (cost != null) {
        node.engine().addObserver(cost);
        cost.start();
      }
      node.set("strategy", strategy).set("msec.bootstraptime", LIMIT.toMillis());
      node.engine().start(WarmupRequest.manual());
      Await.until(strategy, LIMIT, () -> !node.engine().status().running());
      WarmupStatus end = node.engine().status();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED
          || !end.strategy().orElse("").startsWith(strategy)) {
        throw new IllegalStateException(end.strategy() + " " + end.outcome() + " " + end.reason());
      }
      return end.elapsedMillis() / 1e3;
    }
  }
}
