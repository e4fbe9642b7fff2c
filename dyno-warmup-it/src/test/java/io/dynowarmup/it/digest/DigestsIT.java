// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.digest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.LargeKeys;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** The digest of a key shows only whether two servers hold the same data. */
@RunWith(Parameterized.class)
public class DigestsIT {
  private static final int ABOVE_EVERY_ENCODING = 1_500;
  private static final int ABOVE_ONE_PIECE = 5_000;

  private final RedisServer one;
  private final RedisServer other;
  private RedisData oneData;
  private RedisData otherData;

  public DigestsIT(String name, RedisBinary first, RedisBinary second) {
    one = RedisServer.builder(first).build();
    other = RedisServer.builder(second).build();
  }

  /** Returns pairs of servers, including a pair of two versions. */
  @Parameters(name = "{0}")
  public static List<Object[]> pairs() {
    RedisBinary embedded = RedisBinary.embedded();
    RedisBinary newest = RedisBinary.newest();
    return List.of(
        new Object[] {embedded + " and " + embedded, embedded, embedded},
        new Object[] {embedded + " and " + newest, embedded, newest});
  }

  @Before
  public void start() {
    oneData = data(one.start());
    otherData = data(other.start());
  }

  @After
  public void stop() {
    oneData.close();
    otherData.close();
    one.close();
    other.close();
  }

  private static RedisData data(RedisServer server) {
    return new JedisConnector(Ticker.system())
        .data(new Endpoint(server.host(), server.port()), RedisAccess.plain(5_000));
  }

  private static Fingerprint print(RedisData data, byte[] key) {
    Fingerprint print = new Fingerprints().of(data, Collections.singletonList(key)).value().get(0);
    return print.large() ? new LargeKeys().print(data, key) : print;
  }

  private static Fingerprint print(RedisData data, String key) {
    return print(data, key.getBytes(StandardCharsets.UTF_8));
  }

  private void both(Consumer<Jedis> write) {
    on(one, write);
    on(other, write);
  }

  private static void on(RedisServer server, Consumer<Jedis> write) {
    try (Jedis jedis = server.client()) {
      write.accept(jedis);
    }
  }

  private void assertSame(String key) {
    assertTrue(
        key + ": " + print(oneData, key) + ", " + print(otherData, key),
        print(oneData, key).same(print(otherData, key)));
    assertFalse("it is there", print(oneData, key).absent());
  }

  private void assertDiffers(String key) {
    assertFalse(key, print(oneData, key).same(print(otherData, key)));
  }

  /**
   * Returns the numbers in a random order, so that the in-memory encodings on the two servers
   * differ.
   */
  private static List<Integer> shuffled(int size, int seed) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(i);
    }
    Collections.shuffle(numbers, new Random(seed));
    return numbers;
  }

  private void fill(int size) {
    int[] seed = {1};
    both(
        jedis -> {
          seed[0]++;
          Map<String, String> fields = new HashMap<>();
          for (int i : shuffled(size, seed[0])) {
            fields.put("f" + i, "v" + i);
            jedis.sadd("set", "m" + i);
            jedis.sadd("ints", String.valueOf(i));
            jedis.zadd("zset", i / 3.0, "m" + i);
            jedis.hset("hash", "f" + i, "v" + i);
          }
          for (int i = 0; i < size; i++) {
            jedis.rpush("list", "e" + i);
            jedis.xadd("stream", new StreamEntryID(1, i + 1), Map.of("f", "v" + i));
          }
          jedis.xgroupCreate("stream", "g", new StreamEntryID(1, 1), false);
          jedis.set("string", "x".repeat(size));
        });
  }

  private void assertEachSeesAChange(int size) {
    fill(size);
    for (String key : List.of("set", "ints", "zset", "hash", "list", "stream", "string")) {
      assertSame(key);
    }
    on(
        one,
        jedis -> {
          jedis.srem("set", "m1");
          jedis.sadd("set", "other");
          jedis.srem("ints", "1");
          jedis.sadd("ints", "-1");
          jedis.zadd("zset", 0.25, "m1");
          jedis.hset("hash", "f1", "v2");
          jedis.lset("list", 1, "other");
          jedis.xgroupDestroy("stream", "g");
          jedis.setrange("string", size - 1, "y");
        });
    for (String key : List.of("set", "ints", "zset", "hash", "list", "string")) {
      assertDiffers(key);
    }
    if (size < ABOVE_ONE_PIECE) {
      assertDiffers("stream");
    }
  }

  @Test
  public void aFewElements() {
    assertEachSeesAChange(5);
  }

  @Test
  public void moreElementsThanAnyCompactEncodingHolds() {
    assertEachSeesAChange(ABOVE_EVERY_ENCODING);
  }

  @Test
  public void moreElementsThanAreReadInOneGo() {
    assertEachSeesAChange(ABOVE_ONE_PIECE);
  }

  @Test
  public void aStringThatIsReadInPieces() {
    both(jedis -> jedis.set("large", "z".repeat(3_000_000)));
    assertSame("large");
    on(one, jedis -> jedis.setrange("large", 2_500_000, "y"));
    assertDiffers("large");
  }

  @Test
  public void bytesThatAreNoText() {
    byte[] key = {0, (byte) 0xff, '\r', '\n', (byte) 0xc3};
    byte[] value = {(byte) 0xfe, 0, '\n'};
    both(jedis -> jedis.set(key, value));
    assertEquals(3, new LargeKeys().shape(oneData, key).size());
    assertTrue(print(oneData, key).same(print(otherData, key)));
    assertTrue(new LargeKeys().print(oneData, key).same(new LargeKeys().print(otherData, key)));
  }

  @Test
  public void elementsThatAreEqualWhenJoinedStillDiffer() {
    on(one, jedis -> jedis.rpush("l", "ab", "c"));
    on(other, jedis -> jedis.rpush("l", "a", "bc"));
    assertDiffers("l");
    on(one, jedis -> jedis.hset("h", "ab", "c"));
    on(other, jedis -> jedis.hset("h", "a", "bc"));
    assertDiffers("h");
    assertFalse(print(oneData, "l").sameContent(print(oneData, "h")));
  }

  @Test
  public void anExpiryIsComparedApart() {
    // Moments, not durations: the two servers are not written at the same time.
    long moment = Clock.epochMillis() + 100_000;
    both(
        jedis -> {
          jedis.set("e", "v");
          jedis.pexpireAt("e", moment);
        });
    on(one, jedis -> jedis.pexpireAt("e", moment + 1_000));
    assertSame("e");
    on(one, jedis -> jedis.pexpireAt("e", moment + 100_000));
    assertDiffers("e");
    assertTrue(print(oneData, "e").sameContent(print(otherData, "e")));
    on(one, jedis -> jedis.persist("e"));
    assertDiffers("e");
  }

  @Test
  public void aKeyThatIsNotThere() {
    assertTrue(print(oneData, "nobody").absent());
    assertTrue(print(oneData, "nobody").same(Fingerprint.ABSENT));
  }
}
