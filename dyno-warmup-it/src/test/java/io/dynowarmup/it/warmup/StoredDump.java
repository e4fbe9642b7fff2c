// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.chunk.dump.DumpPlan;
import io.dynowarmup.chunk.dump.DumpSource;
import io.dynowarmup.chunk.dump.Dumper;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.load.ChunkScope;
import io.dynowarmup.chunk.load.DumpLoad;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Dumps a Redis into a directory and loads it into another, without a node around them. */
final class StoredDump {
  private static final Ticker TICKER = Ticker.system();
  private static final RedisAccess ACCESS = RedisAccess.plain(60_000);
  private static final String CLUSTER = "test";

  private final Path store;
  private final KeyHash hash;
  private final List<String> notes = new ArrayList<>();

  StoredDump(Path store, KeyHash hash) {
    this.store = store;
    this.hash = hash;
  }

  private ChunkStore open() {
    return new ChunkStores(TICKER, Pause.system()).store("file://" + store);
  }

  /**
   * Makes a dump, or resumes one that was killed.
   *
   * @param work the directory of its state
   */
  Manifest dump(Endpoint redis, String node, HashRanges ranges, Path work, long keysPerSecond)
      throws InterruptedException {
    DumpPlan plan =
        new DumpPlan.Builder()
            .cluster(CLUSTER)
            .node(node)
            .hash(hash)
            .ranges(ranges)
            .slices(64)
            .chunkBytes(200_000)
            .workers(2)
            .workDirectory(work)
            .build();
    JedisConnector connector = new JedisConnector(TICKER);
    Throttle throttle = new Throttle(TICKER, Pause.system(), CancelSignal.never(), keysPerSecond);
    try (ChunkStore chunks = open();
        RedisNode info = connector.connect(redis, ACCESS);
        RedisData data = connector.data(redis, ACCESS)) {
      return new Dumper(plan, new DumpSource(info, data, throttle), chunks).dump();
    }
  }

  /** Loads the keys of these hashes. */
  LoadCounts load(Endpoint redis, HashRanges ranges) {
    try (RedisData here = new JedisConnector(TICKER).data(redis, ACCESS);
        DumpLoad load =
            DumpLoad.open(open(), ChunkScope.of(CLUSTER, hash, ranges), here, TICKER, notes::add)) {
      while (!load.over()) {
        load.load(Deadline.after(TICKER, 1_000), CancelSignal.never());
      }
      return load.counts();
    }
  }

  /** Returns what was said about dumps that were not used. */
  List<String> notes() {
    return notes;
  }
}
