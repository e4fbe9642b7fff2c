// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.verify;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.sync.Comparison;
import io.dynowarmup.sync.RedisPair;
import java.util.concurrent.TimeUnit;

/**
 * Measures the round-trip time and the load of both sides, so that scripts are long only while no
 * other client uses either side.
 */
final class LoadProbe {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final RedisInfo NO_INFO = RedisInfo.parse("");

  private final RedisPair sides;
  private final Comparison comparison;
  private long nextNanos;

  LoadProbe(RedisPair sides, Comparison comparison) {
    this.sides = sides;
    this.comparison = comparison;
    this.nextNanos = sides.throttle().ticker().nanos();
  }

  /** Measures at most twice a second. Call it before a step that compares keys. */
  void probe() throws InterruptedException {
    if (sides.throttle().ticker().nanos() - nextNanos < 0) {
      return;
    }
    comparison.finish();
    sides.probe();
    sides.throttle().updateLoad(stats(sides.there()));
    sides.throttle().updateLoadHere(stats(sides.here()));
    nextNanos = sides.throttle().ticker().nanos() + INTERVAL_NANOS;
  }

  /** Returns INFO of a side; empty if it refuses INFO: it then counts as busy. */
  private static RedisInfo stats(RedisData side) {
    try {
      return side.stats();
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return NO_INFO;
    }
  }
}
