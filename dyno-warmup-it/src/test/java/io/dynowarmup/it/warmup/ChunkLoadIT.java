// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.chunk.format.ChunkHeader;
import io.dynowarmup.chunk.format.ChunkRecord;
import io.dynowarmup.chunk.format.ChunkRecord.Kind;
import io.dynowarmup.chunk.format.ChunkWriter;
import io.dynowarmup.chunk.format.DumpIdentity;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Layout;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.format.ManifestChunk;
import io.dynowarmup.chunk.format.Piece;
import io.dynowarmup.chunk.load.ChunkLoad;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.Draft;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.Jedis;

/** One chunk is loaded into a Redis: records that are odd, incomplete, late or foreign. */
public class ChunkLoadIT extends Scenario {
  private static final DumpIdentity DUMP =
      new DumpIdentity.Builder()
          .id("dump")
          .cluster("c")
          .node("n")
          .hash("murmur")
          .hashTag("")
          .slices(1)
          .redisVersion("7.0.15")
          .runId("run")
          .startedMillis(1)
          .build();
  private static final KeyHash HASH = new KeyHash(TokenHash.MURMUR, HashTag.NONE);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final List<ChunkRecord> records = new ArrayList<>();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void string(String key, String value, long expiry) {
    records.add(new ChunkRecord(Kind.STRING, 0, bytes(key), expiry, bytes(value)));
  }

  private void piece(String key, int number, boolean last, String... elements) {
    List<byte[]> all = new ArrayList<>();
    for (String element : elements) {
      all.add(bytes(element));
    }
    Piece piece = new Piece("list", number, last, all);
    records.add(new ChunkRecord(Kind.PIECE, 0, bytes(key), ChunkRecord.NEVER, piece.bytes()));
  }

  private LoadCounts load(RedisServer redis, HashRanges hashes) throws IOException {
    return load(redis, hashes, block -> {});
  }

  /**
   * @param between receives the number of each block that was loaded
   */
  private LoadCounts load(RedisServer redis, HashRanges hashes, IntConsumer between)
      throws IOException {
    LoadCounts counts = new LoadCounts();
    try (ChunkStore store =
            new ChunkStores(Ticker.system(), Pause.system())
                .store("file://" + folder.getRoot().toPath().resolve("store"));
        RedisData here =
            new JedisConnector(Ticker.system())
                .data(new Endpoint(redis.host(), redis.port()), RedisAccess.plain(60_000));
        ChunkLoad load =
            new ChunkLoad(
                store, manifest(), put(store), hashes, HASH, here, Ticker.system(), counts)) {
      for (int block = 1; load.next(); block++) {
        between.accept(block);
      }
    }
    return counts;
  }

  private ManifestChunk put(ChunkStore store) throws IOException {
    ChunkHeader header = ChunkHeader.of(DUMP, 0, 0);
    try (Draft draft = store.draft()) {
      ChunkWriter writer = new ChunkWriter(draft, header);
      for (ChunkRecord record : records) {
        writer.add(record);
      }
      String name = Layout.chunk(header, writer.finish());
      draft.commit(name);
      return ManifestChunk.of(0, 0, records.size(), 1, name);
    }
  }

  private static Manifest manifest() {
    return new Manifest.Builder()
        .dump(DUMP)
        .ranges(HashRanges.ALL)
        .endedMillis(1)
        .replid("")
        .offsetBefore(0)
        .offsetAfter(0)
        .keys(1)
        .leftOut(0)
        .trial("")
        .build();
  }

  private RedisServer start() {
    return closeLater(RedisServer.start(redis));
  }

  @Test
  public void aLargeKeyIsThereOnlyIfAllItsPiecesAre() throws IOException {
    piece("whole", 0, false, "a", "b");
    piece("whole", 1, false, "c");
    piece("whole", 2, true);
    piece("gap", 0, false, "a");
    piece("gap", 2, false, "c");
    piece("gap", 3, true);
    piece("no beginning", 1, false, "b");
    piece("no beginning", 2, true);
    piece("changed", 0, false, "old");
    piece("changed", 0, false, "new");
    piece("changed", 1, true);
    piece("no end", 0, false, "a");
    string("after", "it", ChunkRecord.NEVER);
    RedisServer redis = start();

    LoadCounts counts = load(redis, HashRanges.ALL);

    assertEquals(3, counts.keys());
    try (Jedis jedis = redis.client()) {
      assertEquals(Set.of("whole", "changed", "after"), jedis.keys("*"));
      assertEquals(List.of("a", "b", "c"), jedis.lrange("whole", 0, -1));
      assertEquals(List.of("new"), jedis.lrange("changed", 0, -1));
    }
  }

  /** A volatile-* policy may evict the copy, because it has an expiry. */
  @Test
  public void aLargeKeyWhoseCopyWasEvictedIsRefused() throws IOException {
    for (int gone = 1; gone <= 3; gone++) {
      int evicted = gone;
      records.clear();
      piece("large", 0, false, "x".repeat(300_000));
      piece("large", 1, false, "y".repeat(300_000));
      piece("large", 2, false, "z".repeat(300_000));
      piece("large", 3, true);
      RedisServer redis = start();

      LoadCounts counts =
          load(
              redis,
              HashRanges.ALL,
              block -> {
                if (block == evicted) {
                  evictCopy(redis);
                }
              });

      String after = "evicted after block " + gone;
      assertEquals(after, 0, counts.keys());
      assertEquals(after, 1, counts.refused());
      assertEquals(after, 0, redis.keys());
    }
  }

  private static void evictCopy(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      Set<String> copies = jedis.keys("__dyno_warmup:chunk:*");
      assertEquals(1, copies.size());
      String copy = copies.iterator().next();
      assertEquals("expiry in s", 3_600, jedis.pttl(copy) / 1e3, 600);
      jedis.del(copy);
    }
  }

  @Test
  public void keysThatHaveExpiredAndOurOwnAreSkipped() throws IOException {
    long now = System.currentTimeMillis();
    string("gone", "x", now - 1);
    string("__dyno_warmup:node", "of the node that was dumped", ChunkRecord.NEVER);
    string("stays", "x", now + 600_000);
    RedisServer redis = start();

    LoadCounts counts = load(redis, HashRanges.ALL);

    assertEquals(1, counts.expired());
    assertEquals(1, counts.keys());
    try (Jedis jedis = redis.client()) {
      assertEquals(Set.of("stays"), jedis.keys("*"));
      assertEquals("expiry in s", 600, jedis.pttl("stays") / 1e3, 60);
    }
  }

  @Test
  public void keysOfOtherRangesAreNotLoaded() throws IOException {
    string("mine", "x", ChunkRecord.NEVER);
    string("theirs", "x", ChunkRecord.NEVER);
    long mine = HASH.of(bytes("mine")).getAsLong();
    RedisServer redis = start();

    load(redis, HashRanges.NONE.plus(mine - 1, mine));

    try (Jedis jedis = redis.client()) {
      assertEquals(Set.of("mine"), jedis.keys("*"));
    }
  }

  @Test
  public void aKeyThatRedisRefusesIsNamedAndTheOthersAreLoaded() throws IOException {
    records.add(new ChunkRecord(Kind.DUMP, 0, bytes("bad"), ChunkRecord.NEVER, bytes("no dump")));
    string("good", "x", ChunkRecord.NEVER);
    string("twice", "old", ChunkRecord.NEVER);
    string("twice", "new", ChunkRecord.NEVER);
    RedisServer redis = start();

    LoadCounts counts = load(redis, HashRanges.ALL);

    assertEquals(1, counts.refused());
    String sentence = counts.sentences().get(0);
    assertTrue(sentence, sentence.startsWith("a key of database 0 was not loaded: "));
    try (Jedis jedis = redis.client()) {
      assertEquals(Set.of("good", "twice"), jedis.keys("*"));
      assertEquals("new", jedis.get("twice"));
    }
  }

  @Test(expected = WarmupException.class)
  public void aRedisThatTakesNoWritesEndsTheLoad() throws IOException {
    string("a", "x", ChunkRecord.NEVER);
    RedisServer redis = start();
    try (Jedis jedis = redis.client()) {
      jedis.configSet("min-replicas-to-write", "3");
    }

    load(redis, HashRanges.ALL);
  }
}
