// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/**
 * Holds what a Redis process contained when it was last seen, to judge a later process. A pure
 * rule.
 *
 * <p>A restarted Redis has its data if it writes an append-only file, or if nothing had changed
 * since its last dump. Otherwise it serves missing or old data.
 */
public final class RedisSnapshot {
  private static final long UNKNOWN = -1;

  private final String runId;
  private final long keys;
  private final boolean appends;
  private final long unsaved;

  private RedisSnapshot(String runId, long keys, boolean appends, long unsaved) {
    this.runId = runId;
    this.keys = keys;
    this.appends = appends;
    this.unsaved = unsaved;
  }

  public static RedisSnapshot of(RedisInfo info) {
    return new RedisSnapshot(
        runIdOf(info),
        info.keys(),
        OnDisk.appends(info),
        info.getLong("rdb_changes_since_last_save", UNKNOWN));
  }

  /** Returns a snapshot with an unknown content and this {@code run_id}. */
  public static RedisSnapshot called(String runId) {
    return new RedisSnapshot(runId, UNKNOWN, true, UNKNOWN);
  }

  public static String runIdOf(RedisInfo info) {
    return info.get("run_id").orElse("");
  }

  public String runId() {
    return runId;
  }

  public boolean sameProcess(RedisInfo now) {
    return runId.equals(runIdOf(now));
  }

  /**
   * @param now INFO of another process
   * @return what is missing, as a sentence; empty if it has its data
   */
  public Optional<String> lostBy(RedisInfo now) {
    if (now.keys() == 0) {
      return keys == 0
          ? Optional.empty()
          : Optional.of(
              "it came back empty" + (keys == UNKNOWN ? "" : "; it had held " + keys + " keys"));
    }
    if ((appends && OnDisk.appends(now)) || unsaved == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "it came back with "
            + now.keys()
            + " keys of an earlier time"
            + (unsaved == UNKNOWN
                ? ""
                : ": " + unsaved + " changes had not been saved when it was last seen"));
  }
}
