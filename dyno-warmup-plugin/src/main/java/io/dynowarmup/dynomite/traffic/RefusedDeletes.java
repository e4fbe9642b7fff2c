// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;

/** The number of DELs that a Redis refused before it ran them. Redis 6.2 and newer count them. */
final class RefusedDeletes {
  private static final String REJECTED = "rejected_calls";
  private final boolean counted;
  private final long number;

  private RefusedDeletes(boolean counted, long number) {
    this.counted = counted;
    this.number = number;
  }

  static RefusedDeletes of(RedisNode node) {
    RedisInfo stats = node.info("commandstats");
    // a Redis that counts them does so for each command it received, such as this INFO
    boolean counted =
        stats.fields().values().stream().anyMatch(line -> line.contains(REJECTED + "="));
    return new RefusedDeletes(counted, stats.commandCounter("del", REJECTED).orElse(0));
  }

  boolean counted() {
    return counted;
  }

  long since(RefusedDeletes before) {
    return number - before.number;
  }
}
