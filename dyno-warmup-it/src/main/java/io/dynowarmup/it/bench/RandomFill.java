// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.bench;

import io.dynowarmup.it.redis.RedisServer;
import java.util.Random;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Fills a Redis with values that do not compress. */
final class RandomFill {
  private static final int BATCH = 1_000;

  private RandomFill() {}

  static void fill(RedisServer redis, long keys, int bytes) {
    byte[] value = new byte[bytes];
    Random random = new Random(1);
    fill(redis, keys, value, () -> random.nextBytes(value));
  }

  /** Sets every key to the same value. */
  static void same(RedisServer redis, long keys, byte[] value) {
    fill(redis, keys, value, () -> {});
  }

  private static void fill(RedisServer redis, long keys, byte[] value, Runnable next) {
    try (Jedis jedis = redis.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (long i = 0; i < keys; i++) {
        next.run();
        pipeline.set(("key:" + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII), value);
        if (i % BATCH == BATCH - 1) {
          pipeline.sync();
        }
      }
      pipeline.sync();
    }
  }
}
