// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.bench.measure.OtherMachine;
import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.bench.measure.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;

/**
 * Measures two p99 latencies of a source under load in turn, and prints their ratio. Settings:
 * {@code -Dbench.latency.pairs=5}, {@code -Dbench.largest.mb=1000}.
 */
abstract class LatencyPairs {
  static final int VALUE_BYTES = 1_000;
  static final int PER_SECOND = 5_000;
  static final int PAIRS = Integer.getInteger("bench.latency.pairs", 5);
  static final int MEGABYTES = Integer.getInteger("bench.largest.mb", 1_000);
  static final long KEYS = MEGABYTES * 1_000L;

  private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  static final long REST_NANOS = TimeUnit.SECONDS.toNanos(4);

  final RackNode cold;
  final OtherMachine other;
  final SourceLoad load;

  LatencyPairs(RackNode cold, SourceLoad load) {
    this.cold = cold;
    this.other = OtherMachine.with(cold.redis().pid());
    this.load = load;
  }

  /**
   * Runs a warm-up to its end.
   *
   * @throws IllegalStateException if the outcome is not WARMED
   */
  final WarmupStatus warm(WarmedNode node, WarmupRequest request) {
    node.engine().start(request);
    other.takePlugin();
    WarmupStatus end = node.end();
    if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
      throw new IllegalStateException(end.outcome() + " " + end.reason());
    }
    return end;
  }

  static void rest() {
    Clock.pass(REST_NANOS);
  }

  final Latency undisturbed(long nanos) {
    load.begin();
    Clock.pass(nanos);
    return load.end();
  }

  /** Returns the latency of ten seconds without a warm-up. */
  final Latency calm() {
    rest();
    return undisturbed(CALM_NANOS);
  }

  /** Returns the latency during a bare REPLICAOF of the node, which is a master afterwards. */
  final Latency replication(RedisServer source) {
    try (Jedis to = cold.redis().client()) {
      load.begin();
      to.replicaof(source.host(), source.port());
      awaitStream(to);
      Latency latency = load.end();
      to.replicaofNoOne();
      return latency;
    }
  }

  /** The latency during an operation, and how long it took. */
  static final class TimedRun {
    final Latency latency;
    final double seconds;

    TimedRun(Latency latency, double seconds) {
      this.latency = latency;
      this.seconds = seconds;
    }
  }

  /** Runs a warm-up on request, and measures both. */
  final TimedRun timed(WarmedNode node) {
    load.begin();
    WarmupStatus end = warm(node, WarmupRequest.manual());
    return new TimedRun(load.end(), end.elapsedMillis() / 1e3);
  }

  /**
   * Prints pairs of an operation and no operation in turn, each with a bare REPLICAOF to the empty
   * node.
   *
   * @param name of the operation
   * @param unit of the number that belongs to the seconds
   */
  final void besideReplication(
      RedisServer source,
      String name,
      String unit,
      DoubleUnaryOperator ofSeconds,
      Supplier<TimedRun> operation) {
    System.out.println(other);
    System.out.println();
    System.out.printf(
        "%-5s %-28s %-28s %8s %6s   %-28s %6s %8s%n",
        "pair",
        "undisturbed p50/p99/max ms",
        name + " p50/p99/max ms",
        unit,
        "ratio",
        "REPLICAOF p50/p99/max ms",
        "ratio",
        "load avg");
    double[] ratios = new double[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      Latency calm = i % 2 == 0 ? calm() : null;
      TimedRun during = operation.get();
      calm = calm == null ? calm() : calm;
      Bench.empty(cold);
      rest();
      Latency replication = replication(source);
      ratios[i] = during.latency.millis(99) / calm.millis(99);
      System.out.printf(
          Locale.ROOT,
          "%-5d %-28s %-28s %8.1f %6.2f   %-28s %6.2f %8.2f%n",
          i + 1,
          calm.text(),
          during.latency.text(),
          ofSeconds.applyAsDouble(during.seconds),
          ratios[i],
          replication.text(),
          replication.millis(99) / calm.millis(99),
          loadAverage());
    }
    summary(ratios, 1.5);
  }

  /** Starts a cluster of two racks whose first Redis is filled, and the load on that Redis. */
  static void underLoad(Consumer<RedisServer> fill, BiConsumer<DynomiteCluster, SourceLoad> body) {
    underLoad(KEYS, fill, body);
  }

  /** Does the same with this number of keys. */
  static void underLoad(
      long keys, Consumer<RedisServer> fill, BiConsumer<DynomiteCluster, SourceLoad> body) {
    try (DynomiteCluster cluster = DynomiteCluster.builder().sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      RedisServer source = cluster.node(0).redis();
      fill.accept(source);
      try (SourceLoad load = SourceLoad.start(source, PER_SECOND, keys, VALUE_BYTES)) {
        body.accept(cluster, load);
      }
    }
  }

  /**
   * Waits until the replication link is up. Polls only the replica, so the source serves nothing
   * but the replication.
   */
  static void awaitStream(Jedis replica) {
    long start = Clock.nanos();
    while (!replica.info("replication").contains("master_link_status:up")) {
      if (Clock.nanos() - start > LIMIT_NANOS) {
        throw new IllegalStateException("no sync: " + replica.info("replication"));
      }
      Clock.pass(LOOK_NANOS);
    }
  }

  static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  static void summary(double[] ratios, double wanted) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%nratio of the two p99: median %.2f, range %.2f to %.2f (wanted: %.1f)%n",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        wanted);
  }
}
