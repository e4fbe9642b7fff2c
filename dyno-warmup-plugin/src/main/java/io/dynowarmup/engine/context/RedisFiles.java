// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.node.OldDump;
import io.dynowarmup.node.OnDisk;
import io.dynowarmup.redis.DiskSettings;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/** Checks the files of the local Redis at the end of a run. */
public final class RedisFiles {
  private final RunContext context;

  public RedisFiles(RunContext context) {
    this.context = context;
  }

  /**
   * Warns of a dump that Redis would load at its next start.
   *
   * @param synced whether the strategy copied a snapshot
   */
  public void findOldDump(RedisInfo local, boolean synced) {
    boolean deleted =
        context.node().settings().changed().containsKey(DiskSettings.DELETES_SYNC_DUMP);
    new OldDump(context.node().redis(), local).after(synced, deleted).ifPresent(context::warn);
  }

  /**
   * Records whether the data is on disk. Replicated data is not in Redis' files until they are
   * written again.
   */
  public void remember(RedisInfo loaded) {
    if (!context.node().state().notOnDisk().isPresent()) {
      return;
    }
    String mark = OnDisk.mark(loaded);
    Optional<String> missing = OnDisk.missing(loaded, mark);
    if (!missing.isPresent()) {
      context.node().state().notOnDisk(OnDisk.YES);
      return;
    }
    context.node().state().notOnDisk(mark);
    if (OnDisk.appends(loaded)) {
      context.warn(
          "The data is not on disk yet: "
              + missing.get()
              + ". If Redis is restarted before it is saved, the node is cold again");
    }
  }
}
