// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Decides how a sync can harm the Redis that sends it. Pure. */
public final class SourceHarm {
  static final List<String> SETTINGS =
      Collections.unmodifiableList(
          Arrays.asList("repl-diskless-sync", "save", "stop-writes-on-bgsave-error"));

  /** Redis before this release writes a snapshot to its disk by default. */
  private static final int DISKLESS_BY_DEFAULT = 7;

  /** By default, one change is saved after this time, in seconds. */
  private static final long SAVED_AFTER_SECONDS = 3_600;

  private SourceHarm() {}

  /**
   * Returns why a sync may make the source refuse writes. The source writes the snapshot to its
   * disk. If that fails, it accepts no more writes.
   *
   * <p>If its settings cannot be read, the defaults of its release count.
   *
   * @return a phrase that follows the source's name; empty if no such risk is known
   */
  public static Optional<String> doubt(ServerFacts source) {
    if (SETTINGS.stream().noneMatch(name -> source.setting(name).isPresent())) {
      return byDefaultSettings(source.info());
    }
    boolean byDisk = source.setting("repl-diskless-sync").filter("no"::equals).isPresent();
    boolean stops = source.setting("stop-writes-on-bgsave-error").filter("yes"::equals).isPresent();
    boolean saves = source.setting("save").filter(save -> !save.isEmpty()).isPresent();
    // if it has saved before, its disk can be written to
    boolean neverSaved = source.info().getLong("rdb_last_bgsave_time_sec", 0) < 0;
    return byDisk && stops && saves && neverSaved
        ? Optional.of(
            "writes the snapshot for a sync to its own disk (repl-diskless-sync no), its first"
                + " since it was started, and would refuse all writes if that failed"
                + " (stop-writes-on-bgsave-error yes, save '"
                + source.setting("save").orElse("")
                + "'); set repl-diskless-sync yes there")
        : Optional.empty();
  }

  private static Optional<String> byDefaultSettings(RedisInfo source) {
    boolean old = source.get("redis_version").filter(SourceHarm::savesToDiskByDefault).isPresent();
    boolean neverSaved = source.getLong("rdb_last_bgsave_time_sec", 0) < 0;
    boolean savePoints =
        source.getLong("uptime_in_seconds", 0) <= SAVED_AFTER_SECONDS
            || source.getLong("rdb_changes_since_last_save", 0) == 0;
    return old && neverSaved && savePoints
        ? Optional.of(
            "may write the snapshot for a sync to its own disk, as Redis before 7.0 does by"
                + " default, its first since it was started, and would then refuse all writes if"
                + " that failed; its settings cannot be read (CONFIG GET)")
        : Optional.empty();
  }

  private static boolean savesToDiskByDefault(String version) {
    String major = version.split("\\.")[0];
    return major.matches("\\d{1,4}") && Integer.parseInt(major) < DISKLESS_BY_DEFAULT;
  }

  /**
   * Returns the harm that a sync has done to the source.
   *
   * @param before INFO before the sync was requested
   * @param after INFO now
   * @return a sentence that says what happened and how to undo it; empty if its last BGSAVE has not
   *     failed since {@code before}
   */
  public static Optional<String> done(String source, RedisInfo before, RedisInfo after) {
    if (failed(before) || !failed(after)) {
      return Optional.empty();
    }
    return Optional.of(
        "the BGSAVE of "
            + source
            + " for this node has failed (rdb_last_bgsave_status err, was ok): with"
            + " stop-writes-on-bgsave-error yes and save points it refuses all writes now. There:"
            + " free or repair the disk of its 'dir' and run BGSAVE, or CONFIG SET"
            + " stop-writes-on-bgsave-error no");
  }

  private static boolean failed(RedisInfo info) {
    return info.get("rdb_last_bgsave_status").filter("err"::equals).isPresent();
  }
}
