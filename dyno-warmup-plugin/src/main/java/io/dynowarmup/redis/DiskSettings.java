// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/**
 * Whether a Redis saves to disk by itself, and which dump it loads at its next start. Immutable.
 */
public final class DiskSettings {
  /**
   * The setting that deletes the dump of a full sync after the load, on a Redis that does not save
   * (6.0 and newer).
   */
  public static final String DELETES_SYNC_DUMP = "rdb-del-sync-files";

  private final boolean saves;
  private final String dir;
  private final String dumpFile;
  private final Optional<String> deletesSyncDump;
  private final String refusal;

  private DiskSettings(
      boolean saves,
      String dir,
      String dumpFile,
      Optional<String> deletesSyncDump,
      String refusal) {
    this.saves = saves;
    this.dir = dir;
    this.dumpFile = dumpFile;
    this.deletesSyncDump = deletesSyncDump;
    this.refusal = refusal;
  }

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
      return new DiskSettings(
          false,
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
    return new DiskSettings(true, "", "", Optional.empty(), refusal);
  }

  /** Returns whether it has neither an append-only file nor save points; false if unknown. */
  public boolean savesNothing() {
    return !saves;
  }

  /** Returns why it is unknown whether the Redis saves; empty if it is known. */
  public String refusal() {
    return refusal;
  }

  public String dir() {
    return dir;
  }

  public String dumpFile() {
    return dumpFile;
  }

  /** Returns whether the server has the setting {@link #DELETES_SYNC_DUMP}. */
  public boolean canDeleteSyncDump() {
    return deletesSyncDump.isPresent();
  }

  public boolean deletesSyncDump() {
    return deletesSyncDump.filter("yes"::equals).isPresent();
  }
}
