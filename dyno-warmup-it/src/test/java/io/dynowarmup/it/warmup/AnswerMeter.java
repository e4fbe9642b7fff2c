// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.redis.RedisServer;
import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** Measures how long a Redis takes to answer, which is under a millisecond on a quiet machine. */
final class AnswerMeter implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final RedisServer redis;
  private final Thread thread = new Thread(this::measure, "answer meter");
  private volatile long longestNanos;
  private volatile boolean stopping;

  private AnswerMeter(RedisServer redis) {
    this.redis = redis;
  }

  static AnswerMeter of(RedisServer redis) {
    AnswerMeter meter = new AnswerMeter(redis);
    meter.thread.setDaemon(true);
    meter.thread.start();
    return meter;
  }

  private void measure() {
    try (Jedis jedis = redis.client()) {
      jedis.ping();
      while (!stopping) {
        long asked = Clock.nanos();
        jedis.ping();
        longestNanos = Math.max(longestNanos, Clock.nanos() - asked);
        Clock.pass(PAUSE_NANOS);
      }
    }
  }

  /** Returns the longest answer so far in milliseconds. */
  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos);
  }

  @Override
  public void close() {
    stopping = true;
  }
}
