// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.After;
import org.junit.Test;
import redis.clients.jedis.Jedis;

public class KeyComparerIT {
  private final RedisServer here = RedisServer.start(RedisBinary.embedded());
  private final RedisServer there = RedisServer.start(RedisBinary.newest());

  @After
  public void close() {
    here.close();
    there.close();
  }

  @Test
  public void twoServersWithTheSameDataAreEqualWhateverTheirVersions() {
    fill(here);
    fill(there);
    KeyDifference difference = KeyComparer.compare(here, there);
    assertTrue(difference.toString(), difference.isNone());
    assertEquals(10_000 + 8 * 50, difference.keysHere());
  }

  @Test
  public void everyKindOfDifferenceIsFoundAndNamed() {
    fill(here);
    fill(there);
    try (Jedis jedis = there.client()) {
      jedis.set("key:7", "other");
      jedis.hset("hash:3", "field1", "other");
      jedis.lset("list:3", 0, "other");
      jedis.sadd("set:3", "other");
      jedis.zadd("zset:3", 17, "other");
      jedis.del("stream:3");
      jedis.del("string:3");
      jedis.lpush("string:3", "value 3");
      jedis.set("new", "");
    }
    KeyDifference difference = KeyComparer.compare(here, there);
    assertEquals(difference.toString(), 6, difference.different());
    assertEquals(difference.toString(), 1, difference.missingHere());
    assertEquals(difference.toString(), 1, difference.missingThere());
    assertTrue(difference.examples().contains("new is missing here"));
    assertTrue(difference.examples().contains("stream:3 is missing there"));
  }

  @Test
  public void keysWithAnIgnoredPrefixDoNotCount() {
    Filler.strings(here, "load", 10, 10);
    Filler.strings(there, 10, 10);
    KeyDifference difference = KeyComparer.compare(here, there, "load", "key:");
    assertTrue(difference.toString(), difference.isNone());
    assertEquals(0, difference.keysHere());
  }

  private static void fill(RedisServer redis) {
    Filler.strings(redis, 10_000, 20);
    Filler.types(redis, 50);
  }
}
