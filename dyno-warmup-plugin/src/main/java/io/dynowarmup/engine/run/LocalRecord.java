// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.redis.info.RedisInfo;

/** What a run remembers of the local Redis, to compare it with at the end. */
public final class LocalRecord {
  private long evictedBefore = -1;
  private String handedOverRunId = "";

  /** This is what it was like before it was touched. */
  void before(RedisInfo local) {
    evictedBefore = evictedKeys(local);
  }

  /** Keys that it has evicted since; 0 where it is not known. */
  public long evicted(RedisInfo local) {
    return evictedBefore < 0 ? 0 : Math.max(0, evictedKeys(local) - evictedBefore);
  }

  private static long evictedKeys(RedisInfo info) {
    return info.getLong("evicted_keys", 0);
  }

  void handedOver(RedisInfo local) {
    handedOverRunId = runId(local);
  }

  /** Whether this is another process than the one that was handed over. */
  public boolean wasRestarted(RedisInfo local) {
    return !handedOverRunId.isEmpty() && !handedOverRunId.equals(runId(local));
  }

  private static String runId(RedisInfo info) {
    return info.get("run_id").orElse("");
  }
}
