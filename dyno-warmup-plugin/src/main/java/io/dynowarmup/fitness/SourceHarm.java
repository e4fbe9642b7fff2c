// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.fitness;

import io.dynowarmup.redis.info.RedisInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a sync can do to the Redis that sends it. Pure. */
public final class SourceHarm {
  static final List<String> SETTINGS =
      Collections.unmodifiableList(
          Arrays.asList("repl-diskless-sync", "save", "stop-writes-on-bgsave-error"));

  private SourceHarm() {}

  /**
   * Why a sync may make it refuse writes: it writes the snapshot to its disk, and when that fails
   * it takes no writes any more.
   *
   * @return continues its name; empty when it may not, or when that is not known
   */
  public static Optional<String> doubt(ServerFacts source) {
    boolean byDisk = source.setting("repl-diskless-sync").filter("no"::equals).isPresent();
    boolean stops = source.setting("stop-writes-on-bgsave-error").filter("yes"::equals).isPresent();
    boolean saves = source.setting("save").filter(save -> !save.isEmpty()).isPresent();
    // one that has saved before has a disk that can be written to
    boolean neverSaved = source.info().getLong("rdb_last_bgsave_time_sec", 0) < 0;
    return byDisk && stops && saves && neverSaved
        ? Optional.of(
            "writes the snapshot for a sync to its own disk (repl-diskless-sync no), its first since"
                + " it was started, and would refuse all writes if that failed (stop-writes-on-bgsave-error yes, save '"
                + source.setting("save").orElse("")
                + "'); set repl-diskless-sync yes there")
        : Optional.empty();
  }

  /**
   * What has become of it since.
   *
   * @param before INFO before it was asked for a sync
   * @param after INFO now
   * @return what happened and how to undo it, in a sentence; empty when its last BGSAVE has not
   *     failed meanwhile
   */
  public static Optional<String> done(String source, RedisInfo before, RedisInfo after) {
    if (failed(before) || !failed(after)) {
      return Optional.empty();
    }
    return Optional.of(
        "the BGSAVE of "
            + source
            + " for this node has failed (rdb_last_bgsave_status err, was ok): with"
            + " stop-writes-on-bgsave-error yes and save points it refuses all writes now. There: free"
            + " or repair the disk of its 'dir' and run BGSAVE, or CONFIG SET"
            + " stop-writes-on-bgsave-error no");
  }

  private static boolean failed(RedisInfo info) {
    return info.get("rdb_last_bgsave_status").filter("err"::equals).isPresent();
  }
}
