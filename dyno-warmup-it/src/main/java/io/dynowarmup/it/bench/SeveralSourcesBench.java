// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.standin.wire.KeyHash;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Prints how long the closed bulk of a copy takes from one source and from three that hold a third
 * of the same keys each, until all keys are here: as fast as this machine can, and with a limit of
 * keys per second for each source, which is what a machine of its own for each source would show.
 * Settings: {@code -Dbench.pairs=3}, {@code -Dbench.ring.keys=300000}.
 */
final class SeveralSourcesBench {
  private static final int KEYS = Integer.getInteger("bench.ring.keys", 300_000);
  private static final int BYTES = 200;
  private static final int BATCH = 1_000;
  private static final long RING = 1L << 32;
  private static final int NO_LIMIT = 10_000_000;
  private static final int LIMIT = 20_000;
  private static final Duration LONGEST = Duration.ofHours(1);

  private final DynomiteCluster one = cluster(1);
  private final DynomiteCluster three = cluster(3);

  static void run(int pairs) {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "closed bulk of %d keys of %d bytes until all are here, seconds; everything on this"
            + " machine's %d cores; wanted: one source's time at least 1.5 times that of"
            + " three%n%n%22s %10s %10s %8s%n",
        KEYS,
        BYTES,
        Runtime.getRuntime().availableProcessors(),
        "limit of each source",
        "one",
        "three",
        "ratio");
    SeveralSourcesBench bench = new SeveralSourcesBench();
    try {
      for (int limit : new int[] {NO_LIMIT, LIMIT}) {
        for (int pair = 0; pair < pairs; pair++) {
          double single = bulkSeconds(bench.one, limit);
          double several = bulkSeconds(bench.three, limit);
          System.out.printf(
              Locale.ROOT,
              "%22s %10.1f %10.1f %8.2f%n",
              limit == NO_LIMIT ? "none" : limit + " keys/s",
              single,
              several,
              single / several);
        }
      }
    } finally {
      bench.one.close();
      bench.three.close();
    }
  }

  private static DynomiteCluster cluster(int sources) {
    Long[] tokens = new Long[sources];
    for (int i = 0; i < sources; i++) {
      tokens[i] = RING / sources * (i + 1) - 1;
    }
    DynomiteCluster cluster =
        DynomiteCluster.builder()
            .racks(1)
            .tokens(tokens)
            .remoteRacks(1)
            .remoteTokens(5L)
            .build()
            .start();
    cluster.awaitPeersConnected();
    fill(cluster.nodesOf(0));
    return cluster;
  }

  /** Writes each key to the Redis of its owner. */
  private static void fill(List<RackNode> nodes) {
    KeyHash hash = KeyHash.of(NodeSettings.defaults());
    List<Jedis> clients = new ArrayList<>();
    List<Pipeline> pipelines = new ArrayList<>();
    for (RackNode node : nodes) {
      clients.add(node.redis().client());
      pipelines.add(clients.get(clients.size() - 1).pipelined());
    }
    Random random = new Random(1);
    byte[] value = new byte[BYTES];
    for (int i = 0; i < KEYS; i++) {
      byte[] key = ("key:" + i).getBytes(StandardCharsets.US_ASCII);
      random.nextBytes(value);
      pipelines.get(owner(nodes, hash.of(key))).set(key, value);
      if (i % BATCH == 0) {
        pipelines.forEach(Pipeline::sync);
      }
    }
    pipelines.forEach(Pipeline::close);
    clients.forEach(Jedis::close);
  }

  private static int owner(List<RackNode> nodes, long hash) {
    for (int i = 0; i < nodes.size(); i++) {
      if (hash <= nodes.get(i).tokens().get(0)) {
        return i;
      }
    }
    return 0;
  }

  private static double bulkSeconds(DynomiteCluster cluster, int limit) {
    RackNode cold = cluster.node(1);
    Bench.empty(cold);
    try (WarmedNode node = WarmedNode.of(cold)) {
      node.set("remote.datacenters", true)
          .set("strategy", "copy")
          .set("delta.keys.per.second", limit)
          .set("msec.bootstraptime", LONGEST.toMillis());
      long begun = Clock.nanos();
      node.engine().start(WarmupRequest.manual());
      Await.until("all keys", LONGEST, () -> cold.redis().keys() >= KEYS);
      double seconds = (Clock.nanos() - begun) / 1e9;
      Await.until("the end", LONGEST, () -> !node.engine().status().running());
      WarmupStatus end = node.engine().status();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
        throw new IllegalStateException(end.outcome() + " " + end.reason());
      }
      return seconds;
    }
  }
}
