// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import java.util.OptionalLong;

/** Records the local Redis before the run and at the hand-over, and what its data is worth. */
public final class LocalRecord {
  private OptionalLong evictedBefore = OptionalLong.empty();
  private Optional<String> handedOverRunId = Optional.empty();
  private String runIdBefore = "";
  private long keysBefore;
  private boolean disposable;
  private boolean wasDisposable;
  private boolean ofDump;

  /** Records the local Redis before anything is changed. */
  public void before(RedisInfo local) {
    evictedBefore = OptionalLong.of(evictedKeys(local));
    runIdBefore = local.runId();
    keysBefore = local.loading() ? 0 : local.keys();
  }

  /**
   * Records whether populators have brought the keys that are here.
   *
   * @param local INFO of the local Redis with its reserved keys, before the run changes anything
   */
  public void found(RedisInfo local) {
    ofDump = local.isOfDump();
  }

  /** Returns whether a key that only this node has may be one that was deleted since a dump. */
  public boolean isOfDump() {
    return ofDump;
  }

  /** Records that the data is not worth keeping. */
  public void markDisposable() {
    disposable = true;
  }

  /** Returns whether the data is not worth keeping. */
  public boolean isDisposable() {
    return disposable;
  }

  /** Records that a copy of another node's data is about to replace the data. */
  public void replaces() {
    wasDisposable = disposable;
    disposable = true;
  }

  /**
   * Records that a copy ended before its data arrived. The data from before the copy is worth
   * keeping if it is still here.
   */
  public void replacedNothing(RedisInfo now) {
    boolean untouched =
        !wasDisposable
            && keysBefore > 0
            && !now.loading()
            && runIdBefore.equals(now.runId())
            && now.keys() >= keysBefore;
    disposable &= !untouched;
  }

  /** Records that all data of a source has arrived, which is worth keeping. */
  public void arrived() {
    disposable = false;
  }

  /** Returns the number of keys evicted since the start of the run; 0 if unknown. */
  public long evicted(RedisInfo local) {
    long now = evictedKeys(local);
    return Math.max(0, now - evictedBefore.orElse(now));
  }

  private static long evictedKeys(RedisInfo info) {
    return info.getLong("evicted_keys", 0);
  }

  public void handedOver(RedisInfo local) {
    handedOverRunId = local.get("run_id");
  }

  /** Returns whether this is a different process from the one that was handed over. */
  public boolean wasRestarted(RedisInfo local) {
    return handedOverRunId.isPresent() && !handedOverRunId.equals(local.get("run_id"));
  }
}
