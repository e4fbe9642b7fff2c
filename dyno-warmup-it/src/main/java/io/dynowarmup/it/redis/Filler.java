// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** Fills a Redis quickly. */
public final class Filler {
  private static final int BATCH = 2_000;

  /** A moment in 2100: two servers that are filled one after the other hold the same expiry. */
  private static final long DISTANT_SECONDS = 4_102_444_800L;

  private Filler() {}

  /**
   * Creates strings {@code key:0} to {@code key:<count - 1>}, about a million per second.
   *
   * @param bytes the size of each value
   */
  public static void strings(RedisServer redis, long count, int bytes) {
    strings(redis, "key", count, bytes);
  }

  /**
   * Creates strings {@code <prefix>:0} and so on. Replicas that are already attached do not receive
   * them.
   */
  public static void strings(RedisServer redis, String prefix, long count, int bytes) {
    try (Jedis jedis = redis.client()) {
      jedis.sendCommand(
          () -> "DEBUG".getBytes(StandardCharsets.US_ASCII),
          "POPULATE",
          Long.toString(count),
          prefix,
          Integer.toString(bytes));
    }
  }

  /**
   * Creates {@code ofEach} keys of each kind: strings, strings with a distant expiry, counters,
   * hashes, lists, sets, sorted sets, streams; in small and large encodings. Replicas receive them.
   */
  public static void types(RedisServer redis, int ofEach) {
    try (Jedis jedis = redis.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < ofEach; i++) {
        one(pipeline, i);
        if (i % BATCH == BATCH - 1) {
          pipeline.sync();
        }
      }
      pipeline.sync();
    }
  }

  private static void one(Pipeline pipeline, int i) {
    // Every 16th key is too large for the compact encodings.
    int elements = i % 16 == 0 ? 200 : 5;
    pipeline.set("string:" + i, "value " + i);
    pipeline.set("expiring:" + i, "value " + i);
    pipeline.expireAt("expiring:" + i, DISTANT_SECONDS);
    pipeline.incrBy("counter:" + i, i);
    for (int e = 0; e < elements; e++) {
      pipeline.hset("hash:" + i, "field" + e, "value " + i * e);
      pipeline.rpush("list:" + i, "element " + i * e);
      pipeline.sadd("set:" + i, "member " + (i + e));
      pipeline.zadd("zset:" + i, i * e / 2.0, "member " + e);
    }
    pipeline.xadd(
        "stream:" + i,
        Map.of("n", Integer.toString(i)),
        XAddParams.xAddParams().id(new StreamEntryID(i + 1L, 1)));
  }
}
