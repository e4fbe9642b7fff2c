// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisServer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Makes a Redis answer BUSY: a script runs until this is closed. */
final class Busy implements AutoCloseable {
  private final RedisServer redis;
  private final Thread script;

  private Busy(RedisServer redis) {
    this.redis = redis;
    this.script = new Thread(this::run, "busy");
  }

  /** Starts the script. Returns when Redis answers BUSY. */
  static Busy with(RedisServer redis) {
    try (Jedis jedis = redis.client()) {
      jedis.configSet("lua-time-limit", "20");
    }
    Busy busy = new Busy(redis);
    busy.script.start();
    Await.until(redis + " is busy", Scenario.LIMIT, () -> busy.answer().startsWith("BUSY"));
    return busy;
  }

  private void run() {
    try (Jedis jedis = redis.client()) {
      jedis.eval("while true do end");
    } catch (JedisException e) {
      // The script was killed.
    }
  }

  private String answer() {
    try (Jedis jedis = redis.client()) {
      return jedis.ping();
    } catch (JedisException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    if (!redis.isRunning()) {
      return;
    }
    try (Jedis jedis = redis.client()) {
      jedis.scriptKill();
    } catch (JedisException e) {
      // The script has ended.
    }
    Await.until(redis + " is idle", Scenario.LIMIT, () -> answer().equals("PONG"));
  }
}
