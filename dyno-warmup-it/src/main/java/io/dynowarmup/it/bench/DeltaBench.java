// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * Prints the time and the bytes of a delta and of a replication, in turn, over the same slow link
 * with the same data. Before each delta, 1 % of the keys changed at the source and 0.5 % were
 * deleted there.
 */
final class DeltaBench {
  private static final int LINK_BYTES_PER_SECOND = 25_000_000;
  private static final int VALUE_BYTES = Integer.getInteger("bench.delta.value.bytes", 1_000);

  private DeltaBench() {}

  static void run(int megabytes, int pairs) {
    System.out.println();
    System.out.printf(
        "delta beside replication: %d MB of %d-byte values over a link of 200 Mbit/s, 1 %% of the keys changed, 0.5 %% deleted%n",
        megabytes, VALUE_BYTES);
    System.out.printf(
        "%14s %12s %12s %12s   %8s %8s%n", "replication s", "MB", "delta s", "MB", "time", "bytes");
    try (DynomiteCluster cluster =
        DynomiteCluster.builder().withLinks().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      cluster.link(1, 0).redis().bandwidth(LINK_BYTES_PER_SECOND);
      RedisServer source = cluster.node(0).redis();
      long keys = megabytes * 1_000_000L / VALUE_BYTES;
      RandomFill.fill(source, keys, VALUE_BYTES);
      for (int pair = 0; pair < pairs; pair++) {
        pair(cluster, source, keys, pair);
      }
    }
  }

  private static void pair(DynomiteCluster cluster, RedisServer source, long keys, int pair) {
    RackNode node = cluster.node(1);
    try (Jedis jedis = node.redis().client()) {
      jedis.flushAll();
    }
    double[] replication = warm(node, source, "replication");
    change(source, keys, pair);
    double[] delta = warm(node, source, "delta");
    KeyDifference difference = KeyComparer.compare(node.redis(), source);
    if (!difference.isNone()) {
      throw new IllegalStateException(difference.toString());
    }
    System.out.printf(
        Locale.ROOT,
        "%14.1f %12.1f %12.1f %12.1f   %7.1f%% %7.1f%%%n",
        replication[0],
        replication[1],
        delta[0],
        delta[1],
        100 * delta[0] / replication[0],
        100 * delta[1] / replication[1]);
  }

  private static void change(RedisServer source, long keys, int pair) {
    Random random = new Random(pair + 2L);
    byte[] value = new byte[VALUE_BYTES];
    try (Jedis jedis = source.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (long i = 0; i < keys / 100; i++) {
        random.nextBytes(value);
        pipeline.set(key(random, keys), value);
      }
      for (long i = 0; i < keys / 200; i++) {
        pipeline.del(key(random, keys));
      }
      pipeline.sync();
    }
  }

  private static byte[] key(Random random, long keys) {
    long n = (long) (random.nextDouble() * keys);
    return ("key:" + n).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the seconds of a warm-up, and the megabytes that the source sent and received. */
  private static double[] warm(RackNode cold, RedisServer source, String strategy) {
    try (WarmedNode node = WarmedNode.of(cold)) {
      long before = bytes(source);
      WarmupStatus end = node.set("strategy", strategy).set("force", true).byHand();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
        throw new IllegalStateException(end.outcome() + " " + end.reason());
      }
      return new double[] {end.elapsedMillis() / 1e3, (bytes(source) - before) / 1e6};
    }
  }

  private static long bytes(RedisServer redis) {
    return number(redis, "total_net_output_bytes") + number(redis, "total_net_input_bytes");
  }

  private static long number(RedisServer redis, String name) {
    return Long.parseLong(redis.info("stats", name));
  }
}
