// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.proof;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalLong;

/** Measures how many changes a server makes per second, the most between the first INFO and any. */
final class ChangeRate {
  private static final String CHANGES = "rdb_changes_since_last_save";

  private RedisInfo first;
  private long firstNanos;
  private double perSecond;

  /** Adds INFO of the server from this moment. */
  void add(RedisInfo info, long nanos) {
    if (first == null) {
      first = info;
      firstNanos = nanos;
    } else if (nanos > firstNanos) {
      perSecond = Math.max(perSecond, changes(info) / ((nanos - firstNanos) / 1e9));
    }
  }

  /** Returns the changes since the first INFO. */
  private long changes(RedisInfo now) {
    OptionalLong changes = now.number(CHANGES);
    // A snapshot resets this counter to 0.
    return changes.isPresent()
        ? Math.max(0, changes.getAsLong() - first.number(CHANGES).orElse(0))
        : now.getLong("instantaneous_ops_per_sec", 0);
  }

  double perSecond() {
    return perSecond;
  }
}
