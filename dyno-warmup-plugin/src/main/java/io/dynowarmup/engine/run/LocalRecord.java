// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.redis.info.RedisInfo;

/** Records the state of the local Redis, for the comparison at the end of the run. */
public final class LocalRecord {
  private long evictedBefore = -1;
  private String handedOverRunId = "";

  private String runIdBefore = "";
  private long keysBefore;
  private boolean worthless;

  /** Records the local Redis before anything is changed. */
  void before(RedisInfo local) {
    evictedBefore = evictedKeys(local);
    runIdBefore = runId(local);
    keysBefore = local.loading() ? 0 : local.keys();
  }

  /**
   * Records that a copy is about to replace the data.
   *
   * @param nothingToLose whether the data was not worth keeping before that
   */
  void replaces(boolean nothingToLose) {
    worthless = nothingToLose;
  }

  /** Returns whether the data that was worth keeping is still here. */
  boolean isUntouched(RedisInfo now) {
    return !worthless
        && keysBefore > 0
        && !now.loading()
        && runIdBefore.equals(runId(now))
        && now.keys() >= keysBefore;
  }

  /** Returns the number of keys evicted since then; 0 if unknown. */
  public long evicted(RedisInfo local) {
    return evictedBefore < 0 ? 0 : Math.max(0, evictedKeys(local) - evictedBefore);
  }

  private static long evictedKeys(RedisInfo info) {
    return info.getLong("evicted_keys", 0);
  }

  void handedOver(RedisInfo local) {
    handedOverRunId = runId(local);
  }

  /** Returns whether this is a different process from the one that was handed over. */
  public boolean wasRestarted(RedisInfo local) {
    return !handedOverRunId.isEmpty() && !handedOverRunId.equals(runId(local));
  }

  private static String runId(RedisInfo info) {
    return info.get("run_id").orElse("");
  }
}
