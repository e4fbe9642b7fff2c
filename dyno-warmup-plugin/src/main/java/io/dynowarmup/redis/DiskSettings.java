// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.immutables.value.Value;

/** Whether a Redis saves to disk by itself, and which dump it loads at its next start. */
@Value.Immutable(builder = false)
public abstract class DiskSettings {
  /**
   * The setting that deletes the dump of a full sync after the load, on a Redis that does not save
   * (6.0 and newer).
   */
  public static final String DELETES_SYNC_DUMP = "rdb-del-sync-files";

  DiskSettings() {}

  /**
   * Reads the settings.
   *
   * @param info INFO with the section persistence
   * @throws WarmupException if Redis does not answer; a refused CONFIG GET counts as saving
   */
  public static DiskSettings of(RedisNode redis, RedisInfo info) {
    if (info.getLong("aof_enabled", 0) != 0) {
      return saving("");
    }
    try {
      Optional<String> save = redis.configGet("save");
      if (!save.isPresent() || !save.get().trim().isEmpty()) {
        return saving("");
      }
      return ImmutableDiskSettings.of(
          true,
          redis.configGet("dir").orElse("dir"),
          redis.configGet("dbfilename").orElse("dbfilename"),
          redis.configGet(DELETES_SYNC_DUMP),
          "");
    } catch (WarmupException e) {
      if (!e.reason().isRejected()) {
        throw e;
      }
      return saving(e.getMessage());
    }
  }

  private static DiskSettings saving(String refusal) {
    return ImmutableDiskSettings.of(false, "", "", Optional.empty(), refusal);
  }

  /** Returns whether it has neither an append-only file nor save points; false if unknown. */
  public abstract boolean savesNothing();

  public abstract String dir();

  public abstract String dumpFile();

  /** Returns the value of {@link #DELETES_SYNC_DUMP}; empty if the server has no such setting. */
  abstract Optional<String> syncDump();

  /** Returns why it is unknown whether the Redis saves; empty if it is known. */
  public abstract String refusal();

  /** Returns whether the server has the setting {@link #DELETES_SYNC_DUMP}. */
  public boolean canDeleteSyncDump() {
    return syncDump().isPresent();
  }

  public boolean deletesSyncDump() {
    return syncDump().filter("yes"::equals).isPresent();
  }
}
