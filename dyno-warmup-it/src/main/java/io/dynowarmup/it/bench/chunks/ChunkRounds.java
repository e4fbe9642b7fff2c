// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.bench.measure.BareReplication;
import io.dynowarmup.it.bench.measure.Cost;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.warmup.WarmedNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/** Measures the operations with the data of one cluster: a source, and three nodes. */
final class ChunkRounds {
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final int RACKS = 4;
  private static final int THREADS = 2;
  private static final String LIMITS_OFF = "10000000000";

  private final DynomiteCluster cluster;
  private final RedisServer source;
  private final RackNode cold;
  private final long keys;
  private final int valueBytes;
  private double replication;

  private ChunkRounds(DynomiteCluster cluster, long keys, int valueBytes) {
    this.cluster = cluster;
    this.source = cluster.node(0).redis();
    this.cold = cluster.node(1);
    this.keys = keys;
    this.valueBytes = valueBytes;
  }

  static void measure(Values values, int megabytes, int bytes, int rounds) {
    long keys = megabytes * 1_000_000L / bytes;
    try (DynomiteCluster cluster =
        DynomiteCluster.builder().racks(RACKS).sendingAtOnce().build().start()) {
      cluster.awaitPeersConnected();
      values.fill(cluster.node(0).redis(), keys, bytes);
      Rdb rdb = Rdb.of(cluster.node(0).redis());
      System.out.printf(
          Locale.ROOT,
          "%n%,d keys with %s values of %,d bytes; RDB %.1f MB, through gzip %.1f MB%n",
          keys,
          values,
          bytes,
          rdb.bytes() / 1e6,
          rdb.gzipped() / 1e6);
      System.out.printf(
          "%-22s %8s %8s %10s %13s   %-22s %8s%n",
          "", "s", "MB/s", "keys/s", "of REPLICAOF", "CPU s", "load avg");
      ChunkRounds all = new ChunkRounds(cluster, keys, bytes);
      for (int round = 0; round < rounds; round++) {
        all.round(rdb, round == rounds - 1);
      }
    }
  }

  private void round(Rdb rdb, boolean last) {
    empty(cold);
    Cost bare = new Cost(source, cold.redis()).start();
    double millis = BareReplication.millis(source, cold.redis());
    bare.end();
    replication = millis / 1e3;
    line("REPLICAOF", bare, replication);
    warm("copy", "copy, its bulk", "");
    try (TempDir first = TempDir.create("bench-store");
        TempDir second = TempDir.create("bench-store")) {
      Manifest dump = dump("dump", first, false);
      dump("dump, limits off", second, true);
      populate(dump, first);
      warm("snapshot", "snapshot, its load", store(first));
      System.out.printf(
          Locale.ROOT,
          "%-22s %.1f MB in %d chunks: %.2f times the RDB, %.2f times the RDB through gzip%n",
          "size of the dump",
          dump.bytes() / 1e6,
          dump.chunks().size(),
          (double) dump.bytes() / rdb.bytes(),
          (double) dump.bytes() / rdb.gzipped());
      if (last) {
        new SourceReads(cluster, keys).print();
      }
    }
  }

  static String store(TempDir dir) {
    return "file://" + dir.file("store");
  }

  static void empty(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.flushAll();
    }
  }

  private Manifest dump(String name, TempDir dir, boolean withoutLimits) {
    try (WarmedNode node = WarmedNode.of(cluster.node(0))) {
      node.set("chunks.store", store(dir));
      if (withoutLimits) {
        node.set("dump.bytes.per.second", LIMITS_OFF).set("delta.keys.per.second", "10000000");
      }
      Cost cost = new Cost(source, cold.redis()).start();
      Manifest dump = node.dump();
      cost.end();
      if (dump.keys() != keys) {
        throw new IllegalStateException("the dump has " + dump.keys() + " of " + keys + " keys");
      }
      line(name, cost, cost.seconds());
      return dump;
    }
  }

  private void populate(Manifest dump, TempDir dir) {
    empty(cold);
    LocalPopulators populators = new LocalPopulators(store(dir));
    populators.admit(cold);
    Cost cost = new Cost(source, cold.redis());
    populators.load(dump, cold, THREADS, cost);
    populators.lift(cold);
    requireSame();
    line("populate, " + THREADS + " threads", cost, cost.seconds());
  }

  private void requireSame() {
    KeyDifference difference = KeyComparer.compare(cold.redis(), source);
    if (!difference.isNone()) {
      throw new IllegalStateException(difference.toString());
    }
  }

  private void warm(String strategy, String bulk, String store) {
    empty(cold);
    Cost cost = new Cost(source, cold.redis());
    Cost whole = new Cost(source, cold.redis()).start();
    WarmupStatus end = run(cold, cluster.node(0).rack(), strategy, store, cost);
    whole.end();
    requireSame();
    line(bulk, cost, cost.seconds());
    line(strategy + ", whole run", whole, end.elapsedMillis() / 1e3);
  }

  /** Runs a warm-up from a rack to its end; it must be WARMED. */
  static WarmupStatus run(RackNode cold, String source, String strategy, String store, Cost cost) {
    try (WarmedNode node = WarmedNode.of(cold)) {
      node.engine().addObserver(cost);
      node.set("strategy", strategy).set("msec.bootstraptime", LIMIT.toMillis());
      node.set("source", source);
      if (!store.isEmpty()) {
        node.set("chunks.store", store);
      }
      node.engine().start(WarmupRequest.manual());
      Await.until(strategy, LIMIT, () -> !node.engine().status().running());
      WarmupStatus end = node.engine().status();
      if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
        throw new IllegalStateException(end.strategy() + " " + end.outcome() + " " + end.reason());
      }
      return end;
    }
  }

  private void line(String name, Cost cost, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-22s %8.2f %8.1f %,10.0f %13.2f   %-22s %8.2f%n",
        name,
        seconds,
        keys * valueBytes / 1e6 / seconds,
        keys / seconds,
        seconds / replication,
        cost.processors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
