package io.dynowarmup.it.bench;

import io.dynowarmup.WarmupOutcome;
import io.dynowarmup.WarmupStatus;
import io.dynowarmup.it.bench.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.ClusterNode;
import io.dynowarmup.it.dynomite.DynomiteCluster;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * What the source's own clients feel: its p99 latency during a warm-up beside during a bare
 * REPLICAOF, in pairs whose order alternates. Settings: {@code -Dbench.latency.pairs=5}, {@code
 * -Dbench.largest.mb=1000}.
 */
final class LatencyBench {
  private static final int VALUE_BYTES = 1_000;
  private static final int PER_SECOND = 5_000;
  private static final int PAIRS = Integer.getInteger("bench.latency.pairs", 5);
  private static final int MEGABYTES = Integer.getInteger("bench.largest.mb", 1_000);
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final ClusterNode cold;
  private final RedisServer source;
  private final SourceLoad load;

  private LatencyBench(RedisServer source, ClusterNode cold, SourceLoad load) {
    this.source = source;
    this.cold = cold;
    this.load = load;
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
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      RandomFill.fill(source, MEGABYTES * 1_000L, VALUE_BYTES);
      try (SourceLoad load =
          SourceLoad.start(source, PER_SECOND, MEGABYTES * 1_000L, VALUE_BYTES)) {
        new LatencyBench(source, cluster.node(1), load).pairs();
      }
    }
  }

  private void pairs() {
    System.out.printf(
        "%-5s %-32s %-32s %-32s %6s %8s%n",
        "pair",
        "undisturbed p50/p99/max ms",
        "bare p50/p99/max ms",
        "warm-up p50/p99/max ms",
        "ratio",
        "load avg");
    double[] ratios = new double[PAIRS];
    // the first one of each costs more than all others
    bare();
    for (int i = 0; i < PAIRS; i++) {
      Latency calm = undisturbed();
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
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%nratio of the two p99: median %.2f, range %.2f to %.2f (wanted: 1.1)%n",
        sorted[PAIRS / 2],
        sorted[0],
        sorted[PAIRS - 1]);
  }

  private Latency undisturbed() {
    rest();
    load.begin();
    Clock.pass(REST_NANOS);
    return load.end();
  }

  /** Only the replica is asked whether it is done: the source has nothing but the replication. */
  private Latency bare() {
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

  private static void awaitStream(Jedis replica) {
    long start = Clock.nanos();
    while (!replica.info("replication").contains("master_link_status:up")) {
      if (Clock.nanos() - start > LIMIT_NANOS) {
        throw new IllegalStateException("no sync: " + replica.info("replication"));
      }
      Clock.pass(LOOK_NANOS);
    }
  }

  private Latency warmUp() {
    rest();
    try (WarmedNode node = WarmedNode.of(cold)) {
      load.begin();
      WarmupStatus end = node.atStartup();
      Latency latency = load.end();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
        throw new IllegalStateException(end.outcome() + " " + end.reason());
      }
      return latency;
    }
  }

  private void rest() {
    try (Jedis jedis = cold.redis().client()) {
      jedis.flushAll();
    }
    Clock.pass(REST_NANOS);
  }
}
