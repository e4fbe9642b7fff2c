// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.format.KeyHash;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.chunk.load.LoadCounts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.hash.TokenHash;
import io.dynowarmup.topology.ring.TokenRange;
import io.dynowarmup.topology.ring.TokenRing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/**
 * The nodes of any ring are dumped, and the nodes of any other ring are loaded from these dumps:
 * each key is then on its owner, with its value and expiry. {@code -Dring.runs=30} sets the number
 * of rings, {@code -Dring.seed=17} the first seed.
 */
public class DumpedRingIT extends Scenario {
  private static final AtomicInteger SEED = new AtomicInteger(Integer.getInteger("ring.seed", 1));
  private static final long RING = 1L << 32;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final int seed = SEED.getAndIncrement();
  private final Random random = new Random(seed * 0x9E3779B97F4A7C15L);

  /** Of the hashes whose values are spread over the whole ring. */
  private final TokenHash hash =
      List.of(TokenHash.MURMUR, TokenHash.MD5, TokenHash.FNV1A_32, TokenHash.CRC32A).get(seed % 4);

  private final HashTag tag = seed % 2 == 0 ? HashTag.of("{}") : HashTag.NONE;

  @Parameters(name = "{0}, {index}")
  public static List<RedisBinary> binaries() {
    return IntStream.range(0, Integer.getInteger("ring.runs", 2))
        .mapToObj(i -> i % 2 == 0 ? RedisBinary.newest() : RedisBinary.embedded())
        .toList();
  }

  @Test
  public void everyKeyIsOnItsOwnerInTheOtherRing() throws Exception {
    List<HashRanges> before = ring(1 + random.nextInt(4));
    List<HashRanges> after = ring(1 + random.nextInt(4));
    System.out.println(
        "ring.seed=" + seed + ": " + hash + " " + tag + ", " + before + " to " + after);
    RedisServer old = start();
    fill(old);
    Path store = folder.getRoot().toPath().resolve("store");
    StoredDump dumps = new StoredDump(store, new KeyHash(hash, tag));
    long keys = 0;
    for (HashRanges node : before) {
      Path work = folder.getRoot().toPath().resolve("work" + keys);
      Manifest dump = dumps.dump(at(old), "node" + keys, node, work, 1_000_000);
      assertEquals(0, dump.leftOut());
      keys += dump.keys();
    }
    assertTrue(keys + " keys", keys >= old.keys());

    List<RedisServer> loaded = new ArrayList<>();
    for (HashRanges node : after) {
      RedisServer redis = start();
      LoadCounts counts = dumps.load(at(redis), node);
      assertEquals(List.of(), counts.sentences());
      loaded.add(redis);
      assertOwned(redis, node);
    }

    assertEquals(List.of(), dumps.notes());
    assertEquals(Map.of(), AllKeys.differences(AllKeys.union(loaded), AllKeys.of(old)));
  }

  private RedisServer start() {
    return closeLater(RedisServer.start(redis));
  }

  private static Endpoint at(RedisServer redis) {
    return new Endpoint(redis.host(), redis.port());
  }

  /** Returns the hashes of each node of a ring with random tokens. */
  private List<HashRanges> ring(int nodes) {
    TreeSet<Long> tokens = new TreeSet<>();
    while (tokens.size() < nodes) {
      tokens.add((long) (random.nextDouble() * RING));
    }
    TokenRing ring = new TokenRing(tokens);
    List<HashRanges> all = new ArrayList<>();
    for (long token : tokens) {
      HashRanges ranges = HashRanges.NONE;
      for (TokenRange range : ring.ranges(List.of(token))) {
        ranges = ranges.plus(range.after(), range.upTo());
      }
      all.add(ranges);
    }
    return all;
  }

  /** Checks that a node holds only keys of its range. */
  private void assertOwned(RedisServer redis, HashRanges ranges) {
    KeyHash of = new KeyHash(hash, tag);
    for (String name : AllKeys.of(redis).names()) {
      long at = of.of(name.getBytes(StandardCharsets.UTF_8)).orElse(-1);
      assertTrue(name, ranges.contains(at));
    }
  }

  /**
   * Fills keys of all types and sizes, some with a hash tag, with expiries and in two databases.
   */
  private void fill(RedisServer redis) {
    Filler.types(redis, 30 + random.nextInt(100));
    Filler.strings(redis, 500 + random.nextInt(2_000), random.nextInt(300));
    try (Jedis jedis = redis.client()) {
      for (int i = 0; i < 200; i++) {
        byte[] value = new byte[random.nextInt(2_000)];
        random.nextBytes(value);
        byte[] key = ("{" + i % 7 + "}" + i).getBytes(StandardCharsets.UTF_8);
        jedis.set(key, value, new SetParams().px(60_000 + random.nextInt(10_000_000)));
      }
      byte[] large = new byte[1_100_000 + random.nextInt(3_000_000)];
      random.nextBytes(large);
      jedis.set("large".getBytes(StandardCharsets.UTF_8), large);
      for (int i = 0; i < 2_500; i++) {
        jedis.hset("large hash", "field " + i, "value " + i);
        jedis.rpush("large list", "element " + i);
      }
      jedis.pexpire("large list", 10_000_000);
      jedis.select(7);
      for (int i = 0; i < 100; i++) {
        jedis.set("elsewhere " + i, "too");
      }
    }
  }
}
