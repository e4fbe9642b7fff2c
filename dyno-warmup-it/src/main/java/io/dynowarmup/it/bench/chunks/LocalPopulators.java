// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench.chunks;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.populate.PopulateMessage;
import io.dynowarmup.chunk.populate.Populators;
import io.dynowarmup.chunk.populate.TargetFence;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.bench.measure.Cost;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;

/** Loads a dump into closed nodes with populators on a queue in a directory. */
final class LocalPopulators {
  private static final Ticker TICKER = Ticker.system();
  private static final RedisAccess ACCESS = RedisAccess.plain(60_000);
  private static final String WARMUP = "bench";
  private static final QueueLimits LIMITS = QueueLimits.of(600_000, 3);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ChunkStores stores = new ChunkStores(TICKER, Pause.system());
  private final JedisConnector connector = new JedisConnector(TICKER);
  private final String store;

  LocalPopulators(String store) {
    this.store = store;
  }

  /** Closes a node that holds no keys, and admits the populators. */
  void admit(RackNode node) {
    node.dynomite().adminClient().set("standby");
    try (RedisNode redis = connector.connect(endpoint(node), ACCESS)) {
      String name = NodeRecord.nodeName(node.dc(), node.rack());
      TargetFence.admit(redis, name, WARMUP, TICKER.epochMillis());
    }
  }

  /** Shuts the populators out, and opens the node. */
  void lift(RackNode node) {
    try (RedisNode redis = connector.connect(endpoint(node), ACCESS)) {
      TargetFence.lift(redis, WARMUP);
    }
    node.dynomite().adminClient().set("normal");
  }

  /** Loads all chunks of a dump into a node that has admitted the populators. */
  void load(Manifest dump, RackNode node, int threads, Cost cost) {
    try (TempDir dir = TempDir.create("bench-queue");
        ChunkQueue queue = stores.queue("file://" + dir.file("queue"))) {
      queue.create(LIMITS, WARMUP);
      for (ManifestChunk chunk : dump.chunks()) {
        queue.send(message(dump, chunk, node).text());
      }
      Populators populators =
          new Populators(
              queue,
              connector,
              ACCESS,
              url -> new HttpDynomiteAdmin(url, TICKER, 60_000),
              stores::store,
              TICKER,
              Pause.system());
      timed(populators, threads, dump.chunks().size(), cost);
      if (populators.counts().keys() != dump.keys() || populators.counts().failed() > 0) {
        throw new IllegalStateException(
            populators.counts().keys() + " keys, " + populators.counts().problems());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the benchmark was interrupted", e);
    }
  }

  /** The populators wait for further messages at their end; that does not count. */
  private static void timed(Populators populators, int threads, int chunks, Cost cost)
      throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                populators.run(threads, threads, CancelSignal.never());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "bench populators");
    cost.start();
    thread.start();
    while (populators.counts().chunks() < chunks && thread.isAlive()) {
      Clock.pass(LOOK_NANOS);
    }
    cost.end();
    thread.join();
  }

  private PopulateMessage message(Manifest dump, ManifestChunk chunk, RackNode node) {
    var admin = node.dynomite().admin();
    return new PopulateMessage.Builder()
        .warmUp(WARMUP)
        .store(store)
        .manifest(Layout.manifest(dump.dump().id()))
        .chunk(chunk.name())
        .redis(endpoint(node))
        .admin("http://" + admin.getHostString() + ":" + admin.getPort())
        .ranges(HashRanges.ALL)
        .build();
  }

  private static Endpoint endpoint(RackNode node) {
    return new Endpoint(node.redis().host(), node.redis().port());
  }
}
