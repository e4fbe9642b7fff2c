// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/**
 * Prints what a planned restart costs the source if the node resumes, beside a delta and a
 * replication after the same stop: the time from Redis' start on, and the bytes that the source has
 * sent, in relation to what was written since the stop. Keys are overwritten and counters
 * incremented meanwhile through the source's Dynomite.
 *
 * <p>Settings: {@code -Dbench.mb=100}, {@code -Dbench.down.seconds=10}, {@code
 * -Dbench.writes=2000}.
 */
final class ResumeBench {
  private static final int VALUE_BYTES = 1_000;
  private static final int COUNTERS = 100;
  private static final int INCREMENTS = 200;
  private static final int DOWN_SECONDS = Integer.getInteger("bench.down.seconds", 10);
  private static final int WRITES = Integer.getInteger("bench.writes", 2_000);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final RedisServer source;
  private final RackNode cold;
  private final WarmedNode node;
  private final WriteLoad sets;
  private final WriteLoad counts;

  private ResumeBench(DynomiteCluster cluster, WarmedNode node, long keys) {
    this.source = cluster.node(0).redis();
    this.cold = cluster.node(1);
    this.node = node;
    this.sets =
        WriteLoad.start(
            cluster.node(0).dynomite().client(),
            Workload.versions("key:", (int) keys, VALUE_BYTES),
            WRITES);
    this.counts =
        WriteLoad.start(
            cluster.node(0).dynomite().client(),
            Workload.counters("counter:", COUNTERS),
            INCREMENTS);
  }

  static void run(int megabytes) {
    System.out.println();
    System.out.printf(
        "planned restart: %d MB, Redis down for %d s, %d SETs of %d bytes and %d INCRs a second; %s%n",
        megabytes, DOWN_SECONDS, WRITES, VALUE_BYTES, INCREMENTS, RedisBinary.newest());
    System.out.printf(
        "%-12s %8s %10s %10s %9s %6s %6s %6s %8s   %s%n",
        "strategy",
        "s",
        "MB sent",
        "MB written",
        "of that",
        "forks",
        "syncs",
        "lost",
        "doubled",
        "keys in doubt");
    for (String strategy : List.of("auto", "replication", "delta")) {
      long keys = megabytes * 1_000_000L / VALUE_BYTES;
      try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
        cluster.awaitPeersConnected();
        RandomFill.fill(cluster.node(0).redis(), keys, VALUE_BYTES);
        try (WarmedNode node = WarmedNode.of(cluster.node(1)).set("reconcile.msec", 20_000)) {
          warmed(node.atStartup());
          new ResumeBench(cluster, node, keys).restart(strategy);
        }
      }
    }
  }

  private static WarmupStatus warmed(WarmupStatus end) {
    if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
      throw new IllegalStateException(end.outcome() + " " + end.reason());
    }
    return end;
  }

  private void restart(String strategy) {
    try (sets;
        counts) {
      Await.until("writes flow", LIMIT, () -> sets.acked() > WRITES);
      boolean resumes = "auto".equals(strategy);
      if (!resumes) {
        node.set("resume.stream.bytes", 0);
      }
      node.engine().prepareStop("a bench");
      long[] before = {stat("total_net_output_bytes"), stat("total_forks"), stat("sync_full")};
      long setsBefore = sets.acked();
      long countsBefore = counts.acked();
      cold.redis().stop();
      Clock.pass(TimeUnit.SECONDS.toNanos(DOWN_SECONDS));
      long begin = Clock.nanos();
      cold.redis().start();
      node.set("strategy", strategy).set("force", !resumes);
      WarmupStatus end = warmed(node.byHand());
      double seconds = (Clock.nanos() - begin) / 1e9;
      double written =
          (double) (sets.acked() - setsBefore) * sets.workload().command(0).length
              + (double) (counts.acked() - countsBefore) * counts.workload().command(0).length;
      double sent = stat("total_net_output_bytes") - before[0];
      long forks = stat("total_forks") - before[1];
      long syncs = stat("sync_full") - before[2];
      sets.stop();
      counts.stop();
      long[] wrong = wrong();
      System.out.printf(
          Locale.ROOT,
          "%-12s %8.1f %10.1f %10.1f %9.2f %6d %6d %6d %8d   %s%n",
          word(end),
          seconds,
          sent / 1e6,
          written / 1e6,
          sent / written,
          forks,
          syncs,
          wrong[0],
          wrong[1],
          end.handOver().keysInDoubt().isPresent()
              ? end.handOver().keysInDoubt().getAsLong()
              : "unknown");
    }
  }

  private static String word(WarmupStatus end) {
    return end.strategy().orElse("?").split(" ", 2)[0];
  }

  private long stat(String name) {
    return Long.parseLong(source.info("stats", name));
  }

  /** Returns the number of lost and of doubled increments. The other keys have to be equal. */
  private long[] wrong() {
    long[] here = counters(cold.redis());
    long[] there = counters(source);
    long lost = 0;
    long doubled = 0;
    for (int i = 0; i < COUNTERS; i++) {
      lost += Math.max(0, there[i] - here[i]);
      doubled += Math.max(0, here[i] - there[i]);
    }
    KeyDifference difference = KeyComparer.compare(cold.redis(), source);
    if (lost + doubled == 0 && !difference.isNone()) {
      throw new IllegalStateException(difference.toString());
    }
    return new long[] {lost, doubled};
  }

  /** Returns the counters once they stand still. */
  private static long[] counters(RedisServer redis) {
    String[] keys =
        IntStream.range(0, COUNTERS).mapToObj(i -> "counter:" + i).toArray(String[]::new);
    try (Jedis jedis = redis.client()) {
      List<String> values;
      do {
        values = jedis.mget(keys);
        Clock.pass(TimeUnit.SECONDS.toNanos(1));
      } while (!values.equals(jedis.mget(keys)));
      return values.stream().mapToLong(Long::parseLong).toArray();
    }
  }
}
