// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.bench.measure.SourceLoad;
import io.dynowarmup.it.bench.measure.SourceLoad.Latency;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.it.warmup.WarmedNode;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Compares the p99 latency of the source's own clients during a dump at the default throttle with
 * their latency without one, and beside a bare REPLICAOF.
 */
final class ChunkLatencyBench extends LatencyPairs {
  private final RackNode dumped;
  private final RedisServer source;

  private ChunkLatencyBench(RackNode dumped, RackNode cold, SourceLoad load) {
    super(cold, load);
    this.dumped = dumped;
    this.source = dumped.redis();
  }

  static void run(int megabytes) {
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "p99 of a source with %d MB under %d GETs and SETs a second, undisturbed, during a dump at"
            + " the%ndefault throttle and during a bare REPLICAOF; %s; everything on this machine's"
            + " %d cores.%n%n",
        megabytes,
        PER_SECOND,
        RedisBinary.newest(),
        Runtime.getRuntime().availableProcessors());
    long keys = megabytes * 1_000_000L / VALUE_BYTES;
    underLoad(
        keys,
        source -> RandomFill.same(source, keys, SourceLoad.value(VALUE_BYTES)),
        (cluster, load) ->
            new ChunkLatencyBench(cluster.node(0), cluster.node(1), load).pairs(megabytes));
  }

  private void pairs(int megabytes) {
    besideReplication(source, "dump", "MB/s", seconds -> megabytes / seconds, this::timedDump);
  }

  private TimedRun timedDump() {
    rest();
    long begun = Clock.nanos();
    Latency latency = dump();
    return new TimedRun(latency, (Clock.nanos() - begun) / 1e9);
  }

  /** Dumps on a thread of the other machine; the workers that it creates are there as well. */
  private Latency dump() {
    CountDownLatch moved = new CountDownLatch(1);
    CompletableFuture<Manifest> done = new CompletableFuture<>();
    try (TempDir store = TempDir.create("bench-store");
        WarmedNode node = WarmedNode.of(dumped)) {
      node.set("chunks.store", "file://" + store.file("store"));
      Thread thread =
          new Thread(
              () -> {
                try {
                  moved.await();
                  done.complete(node.dump());
                } catch (InterruptedException | RuntimeException e) {
                  done.completeExceptionally(e);
                }
              },
              "dyno-warmup-bench");
      thread.setDaemon(true);
      thread.start();
      other.takePlugin();
      load.begin();
      moved.countDown();
      done.join();
      return load.end();
    }
  }
}
