// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/**
 * Decides whether replicated data would survive a restart of Redis. A pure rule.
 *
 * <p>After a full sync, Redis rewrites its append-only file. Until the rewrite ends, a restart
 * loads the old file. A dump is as old as the last save.
 */
public final class OnDisk {
  /** Replaces a {@link #mark} once the files of Redis contain the loaded data. */
  public static final String YES = "";

  /** Replaces a {@link #mark} until the load has ended. */
  public static final String LOADING = "loading";

  private static final String LAST_SAVE = "rdb_last_save_time";

  private OnDisk() {}

  /** Returns the mark to store for a Redis whose load has just ended. */
  public static String mark(RedisInfo loaded) {
    return loaded.get(LAST_SAVE).orElse("?");
  }

  /**
   * Returns why the files of Redis are older than its data.
   *
   * @param mark see {@link #mark}; of the same process
   * @return a sentence without its subject; empty if the files are current
   */
  public static Optional<String> missing(RedisInfo now, String mark) {
    if (!appends(now)) {
      return mark(now).equals(mark)
          ? Optional.of("no dump has been written since the load")
          : Optional.empty();
    }
    if (now.getLong("aof_rewrite_in_progress", 0) != 0
        || now.getLong("aof_rewrite_scheduled", 0) != 0) {
      return Optional.of("the append-only file is being rewritten");
    }
    return "ok".equals(now.get("aof_last_bgrewrite_status").orElse("ok"))
        ? Optional.empty()
        : Optional.of("the last rewrite of the append-only file failed");
  }

  public static boolean appends(RedisInfo info) {
    return info.getLong("aof_enabled", 0) != 0;
  }
}
