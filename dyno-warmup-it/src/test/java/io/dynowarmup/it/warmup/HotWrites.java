// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.redis.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.Jedis;

/**
 * Writes that change a key again if they are applied twice, to a few keys in random order: INCR,
 * HINCRBY, RPUSH and APPEND.
 *
 * @param keys the number of keys; every fourth is of the same type
 */
record HotWrites(String prefix, int keys) implements Workload {
  @Override
  public byte[] command(long number) {
    String key = key(number);
    switch ((int) (lane(number) % 4)) {
      case 0:
        return RespClient.command("INCR", key);
      case 1:
        return RespClient.command("HINCRBY", key, "field", "1");
      case 2:
        return RespClient.command("RPUSH", key, "x");
      default:
        return RespClient.command("APPEND", key, "x");
    }
  }

  @Override
  public String key(long number) {
    return prefix + lane(number);
  }

  @Override
  public long lane(long number) {
    return new Random(number * 0x9E3779B97F4A7C15L).nextInt(keys);
  }

  /** Returns how many writes each key has taken, as its value shows. */
  List<Long> counted(Jedis redis) {
    List<Long> counted = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      counted.add(counted(redis, i));
    }
    return counted;
  }

  private long counted(Jedis redis, int number) {
    String key = prefix + number;
    if (!redis.exists(key)) {
      return -1;
    }
    switch (number % 4) {
      case 0:
        return Long.parseLong(redis.get(key));
      case 1:
        return Long.parseLong(redis.hget(key, "field"));
      case 2:
        return redis.llen(key);
      default:
        return redis.strlen(key);
    }
  }
}
