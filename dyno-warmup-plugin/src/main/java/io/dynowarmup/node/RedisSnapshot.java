// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds what a Redis process contained when it was last seen, to judge a later process. A pure
 * rule.
 *
 * <p>A restarted Redis has its data if it writes an append-only file, or if nothing had changed
 * since its last dump. Otherwise it serves missing or old data, as it does if it came back with
 * clearly fewer keys: its file was cut short or is another one.
 */
public final class RedisSnapshot {
  /** So many keys may have been deleted since the process was last seen. */
  private static final long FEW_KEYS = 16;

  private final String runId;
  private final OptionalLong keys;
  private final long lasting;
  private final boolean appends;
  private final OptionalLong unsaved;

  private RedisSnapshot(
      String runId, OptionalLong keys, long lasting, boolean appends, OptionalLong unsaved) {
    this.runId = runId;
    this.keys = keys;
    this.lasting = lasting;
    this.appends = appends;
    this.unsaved = unsaved;
  }

  public static RedisSnapshot of(RedisInfo info) {
    return new RedisSnapshot(
        info.runId(),
        OptionalLong.of(info.keys()),
        info.keys() - info.expires(),
        OnDisk.appends(info),
        info.number("rdb_changes_since_last_save"));
  }

  /** Returns a snapshot of a process whose content is not known. */
  public static RedisSnapshot ofUnknownContent(String runId) {
    return new RedisSnapshot(runId, OptionalLong.empty(), 0, true, OptionalLong.empty());
  }

  public String runId() {
    return runId;
  }

  public boolean sameProcess(RedisInfo now) {
    return runId.equals(now.runId());
  }

  /**
   * @param now INFO of another process
   * @return what is missing, as a sentence; empty if it has its data
   */
  public Optional<String> lostBy(RedisInfo now) {
    if (now.keys() == 0) {
      return keys.orElse(-1) == 0
          ? Optional.empty()
          : Optional.of(
              "it came back empty"
                  + (keys.isPresent() ? "; it had held " + Units.keys(keys.getAsLong()) : ""));
    }
    if (lasting - now.keys() > FEW_KEYS && KeyShare.isClearlyLess(now.keys(), lasting)) {
      return Optional.of(
          "it came back with "
              + Units.keys(now.keys())
              + "; it had held "
              + lasting
              + " that do not expire");
    }
    if ((appends && OnDisk.appends(now)) || unsaved.orElse(-1) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "it came back with "
            + Units.keys(now.keys())
            + " of an earlier time"
            + (unsaved.isPresent()
                ? ": when it was last seen, it had not saved "
                    + Units.count(unsaved.getAsLong(), "change")
                : ""));
  }
}
