// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.OptionalLong;

/**
 * Decides whether a Redis process started with data from its own disk. Before Redis 7.0, INFO does
 * not report the load of an RDB. Keys that no command has added show it there. Pure, except for the
 * question to the server.
 */
public final class DiskLoad {
  private static final long START_SECONDS = 3;

  private DiskLoad() {}

  public static boolean happened(RedisInfo info) {
    return info.keys() > 0 && (rdb(info) || aof(info) || byCounting(info));
  }

  /**
   * Returns whether a Redis holds only what clients have written since it was started.
   *
   * @param youngSeconds a Redis with a longer uptime in seconds may have held other data before
   */
  public static boolean isFilledSinceStart(RedisInfo info, long youngSeconds) {
    OptionalLong uptime = info.number("uptime_in_seconds");
    return !happened(info) && uptime.isPresent() && uptime.getAsLong() <= youngSeconds;
  }

  private static boolean rdb(RedisInfo info) {
    return info.getLong("rdb_last_load_keys_loaded", 0) > 0
        && info.getLong("total_net_repl_input_bytes", 0) == 0;
  }

  /** Returns whether an AOF existed before the process: it has a size but was not rewritten. */
  private static boolean aof(RedisInfo info) {
    return info.getLong("aof_base_size", 0) > 0
        && info.getLong("aof_last_rewrite_time_sec", 0) < 0
        && info.getLong("aof_rewrite_in_progress", 1) == 0;
  }

  /** Returns INFO with the statistics of DEBUG. DEBUG adds keys without counting changes. */
  public static RedisInfo asked(RedisNode redis, RedisInfo info) {
    return byCounting(info) ? info.with(redis.info("commandstats"), "cmdstat_debug") : info;
  }

  private static boolean byCounting(RedisInfo info) {
    OptionalLong changes = info.number("rdb_changes_since_last_save");
    long start =
        info.getLong("server_time_usec", 0) / 1_000_000 - info.getLong("uptime_in_seconds", 0);
    return !info.get("rdb_last_load_keys_loaded").isPresent()
        && !info.get("cmdstat_debug").isPresent()
        && changes.isPresent()
        // a BGSAVE, also one for a sync, resets the count of changes
        && !info.number("rdb_last_bgsave_time_sec").isPresent()
        && info.keys() > changes.getAsLong()
        && Math.abs(info.getLong("rdb_last_save_time", 0) - start) <= START_SECONDS;
  }
}
