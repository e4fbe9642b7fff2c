// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.digest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.jedis.JedisConnector;
import io.dynowarmup.sync.digest.Fingerprint;
import io.dynowarmup.sync.digest.Fingerprints;
import io.dynowarmup.sync.digest.KeyChunks;
import io.dynowarmup.sync.digest.LargeKeys;
import io.dynowarmup.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** Keys with few elements that take many bytes are read in chunks of limited size. */
@RunWith(Parameterized.class)
public class LargeElementsIT {
  private static final int ELEMENTS = 300;
  private static final int ELEMENT_BYTES = 100_000;

  /** 1 MiB, and one step of elements. */
  private static final long MOST_BYTES = 1024 * 1024 + 32 * ELEMENT_BYTES;

  private static final byte[] COPY = "copy".getBytes(StandardCharsets.UTF_8);

  private final RedisServer server;
  private RedisData data;

  public LargeElementsIT(String name, RedisBinary binary) {
    server = RedisServer.builder(binary).build();
  }

  @Parameters(name = "{0}")
  public static List<Object[]> servers() {
    return List.of(
        new Object[] {RedisBinary.embedded().toString(), RedisBinary.embedded()},
        new Object[] {RedisBinary.newest().toString(), RedisBinary.newest()});
  }

  @Before
  public void start() {
    server.start();
    data =
        new JedisConnector(Ticker.system())
            .data(new Endpoint(server.host(), server.port()), RedisAccess.plain(5_000));
    try (Jedis jedis = server.client()) {
      for (int i = 0; i < ELEMENTS; i++) {
        String element = "element " + i + " " + "x".repeat(ELEMENT_BYTES);
        jedis.rpush("list", element);
        jedis.sadd("set", element);
        jedis.hset("hash", "field " + i, element);
        jedis.zadd("zset", i, element);
        jedis.xadd("stream", new StreamEntryID(i + 1, 0), Map.of("field", element));
      }
    }
  }

  @After
  public void stop() {
    data.close();
    server.close();
  }

  @Test
  public void eachTypeIsReadInBoundedChunksAndCopiedCompletely() {
    for (String type : List.of("list", "set", "hash", "zset", "stream")) {
      byte[] key = type.getBytes(StandardCharsets.UTF_8);
      data.remove(List.of(COPY));
      assertTrue(type + ": the largest chunk", copied(key, type) <= MOST_BYTES);
      Fingerprint print = new LargeKeys().print(data, key);
      assertTrue(type, print.same(new LargeKeys().print(data, COPY)));
      assertEquals(type, ELEMENTS, new LargeKeys().shape(data, COPY).size());
    }
  }

  /** Returns the size of the largest chunk in bytes. */
  private long copied(byte[] key, String type) {
    KeyChunks chunks = new KeyChunks();
    long largest = 0;
    String from = "";
    do {
      KeyChunks.Chunk chunk = chunks.read(data, key, type, from);
      chunks.write(data, COPY, type, chunk);
      largest = Math.max(largest, chunk.bytes());
      from = chunk.next();
    } while (!from.isEmpty());
    return largest;
  }

  /** Otherwise one script would read 30 MB, and one DUMP would return them. */
  @Test
  public void aKeyWithFewElementsIsLargeIfTheyAreLarge() {
    for (String type : List.of("list", "set", "hash", "zset", "stream")) {
      byte[] key = type.getBytes(StandardCharsets.UTF_8);
      assertTrue(type, new Fingerprints().of(data, List.of(key)).value().get(0).large());
    }
  }

  @Test
  public void anotherOrderOfAListHasAnotherDigest() {
    byte[] list = "list".getBytes(StandardCharsets.UTF_8);
    Fingerprint before = new LargeKeys().print(data, list);
    try (Jedis jedis = server.client()) {
      jedis.rpush("list", jedis.lpop("list"));
    }
    assertFalse(before.same(new LargeKeys().print(data, list)));
  }
}
