// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.redis.RedisServer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Changes at one Redis that no other node receives. */
final class ChangedKeys {
  private ChangedKeys() {}

  /** Overwrites, deletes or expires every tenth of the keys {@code key:0} to {@code key:<keys>}. */
  static void everyTenthOf(int keys, RedisServer redis) {
    try (Jedis jedis = redis.client();
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < keys; i += 10) {
        switch (i / 10 % 3) {
          case 0 -> pipeline.set("key:" + i, "newer");
          case 1 -> pipeline.del("key:" + i);
          default -> pipeline.pexpire("key:" + i, 1);
        }
      }
    }
  }
}
