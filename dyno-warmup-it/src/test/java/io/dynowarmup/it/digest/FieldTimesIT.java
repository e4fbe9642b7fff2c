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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/**
 * Fields of hashes that expire, on servers older than Redis 7.4. A preamble to each script answers
 * the commands that these servers lack, and keeps the times of a hash in a second one. The tests on
 * servers that have the commands are in {@code FieldExpiryIT}.
 */
@RunWith(Parameterized.class)
public class FieldTimesIT {
  private static final int FEW = 20;

  /** More than one script reads. */
  private static final int MANY = 3_000;

  private static final long TIME = 4_000_000_000_000L;
  private static final long HOUR = 3_600_000;

  private static final String NEWER_REDIS =
      """
      local server = redis
      local redis = {
        sha1hex = server.sha1hex, pcall = server.pcall, error_reply = server.error_reply,
        status_reply = server.status_reply, REDIS_VERSION_NUM = 459776
      }
      redis.call = function(command, ...)
        local a = {...}
        if command == 'INFO' then
          return 'db0:keys=1,expires=0,avg_ttl=0,subexpiry=1'
        elseif command == 'OBJECT' then
          return 'hashtable'
        elseif command == 'HPEXPIREAT' then
          return server.call('HSET', a[1] .. ':times', a[5], a[2])
        elseif command == 'HPEXPIRETIME' then
          local times = {}
          for i = 4, #a do
            times[#times + 1] = tonumber(server.call('HGET', a[1] .. ':times', a[i]) or '-1')
          end
          return times
        end
        return server.call(command, ...)
      end
      """;

  private final RedisServer server;
  private RedisData real;
  private RedisData data;

  public FieldTimesIT(String name, RedisBinary binary) {
    server = RedisServer.builder(binary).build();
  }

  @Parameters(name = "{0}")
  public static List<Object[]> servers() {
    return RedisBinary.all().stream().map(b -> new Object[] {b.toString(), b}).toList();
  }

  @Before
  public void start() {
    server.start();
    real =
        new JedisConnector(Ticker.system())
            .data(new Endpoint(server.host(), server.port()), RedisAccess.plain(5_000));
    data =
        (RedisData)
            Proxy.newProxyInstance(
                RedisData.class.getClassLoader(),
                new Class<?>[] {RedisData.class},
                (proxy, method, arguments) -> {
                  if (method.getName().startsWith("eval")) {
                    arguments[0] = NEWER_REDIS + arguments[0];
                  }
                  try {
                    return method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  @After
  public void stop() {
    real.close();
    server.close();
  }

  private void hash(String key, int fields) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < fields; i++) {
      all.put("f" + i, "value " + i);
    }
    try (Jedis jedis = server.client()) {
      jedis.hset(key, all);
    }
  }

  private void expires(String key, int field, long time) {
    try (Jedis jedis = server.client()) {
      jedis.hset(key + ":times", "f" + field, String.valueOf(time));
    }
  }

  private void persists(String key, int field) {
    try (Jedis jedis = server.client()) {
      jedis.hdel(key + ":times", "f" + field);
    }
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  private Fingerprint print(String key) {
    Fingerprint print = new Fingerprints().of(data, List.of(bytes(key))).value().get(0);
    return print.large() ? new LargeKeys().print(data, bytes(key)) : print;
  }

  private void assertSame(String why) {
    assertTrue(why, print("here").same(print("there")));
  }

  private void assertDiffers(String why) {
    assertFalse(why, print("here").same(print("there")));
  }

  private void assertTimesAreCompared(int fields) {
    hash("here", fields);
    hash("there", fields);
    assertSame("no field expires");

    expires("there", 3, TIME);
    expires("there", 7, TIME);
    assertDiffers("two fields expire on one server only");
    assertEquals(2, print("there").expiringFields());
    assertEquals(0, print("here").expiringFields());

    expires("here", 3, TIME + 100);
    expires("here", 7, TIME - 100);
    assertSame("a command reaches two servers at slightly different times");

    expires("here", 7, TIME + HOUR);
    assertDiffers("another time");

    persists("here", 7);
    expires("here", 8, TIME);
    assertDiffers("another field");
  }

  @Test
  public void theTimesOfASmallHashAreCompared() {
    assertTimesAreCompared(FEW);
  }

  @Test
  public void theTimesOfALargeHashAreCompared() {
    assertTimesAreCompared(MANY);
  }

  @Test
  public void aCopyInChunksBringsTheTimes() {
    hash("there", MANY);
    for (int i = 0; i < MANY; i += 100) {
      expires("there", i, TIME + i);
    }
    KeyChunks chunks = new KeyChunks();
    String from = "";
    do {
      KeyChunks.Chunk chunk = chunks.read(data, bytes("there"), "hash", from);
      chunks.write(data, bytes("here"), "hash", chunk);
      from = chunk.next();
    } while (!from.isEmpty());

    try (Jedis jedis = server.client()) {
      assertEquals(jedis.hgetAll("there"), jedis.hgetAll("here"));
      assertEquals(MANY / 100, jedis.hlen("here:times"));
      assertEquals(jedis.hgetAll("there:times"), jedis.hgetAll("here:times"));
    }
    assertSame("copied");
  }
}
