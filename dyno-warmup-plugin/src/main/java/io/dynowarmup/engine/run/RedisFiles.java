// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.node.OldDump;
import io.dynowarmup.node.OnDisk;
import io.dynowarmup.redis.DiskSettings;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/** Checks the files of the local Redis at the end of a run. */
public final class RedisFiles {
  private final Run run;

  public RedisFiles(Run run) {
    this.run = run;
  }

  /** Warns of a dump that Redis would load at its next start. */
  public void lookForOldDump(RedisInfo local) {
    boolean synced = run.strategy() != null && !run.strategy().keepsData();
    boolean deleted = run.node().settings().changed().containsKey(DiskSettings.DELETES_SYNC_DUMP);
    new OldDump(run.node().redis(), local).after(synced, deleted).ifPresent(run::warn);
  }

  /**
   * Records whether the data is on disk. Replicated data is not in Redis' files until they are
   * written again.
   */
  public void remember(RedisInfo loaded) {
    if (!run.node().state().notOnDisk().isPresent()) {
      return;
    }
    String mark = OnDisk.mark(loaded);
    Optional<String> missing = OnDisk.missing(loaded, mark);
    if (!missing.isPresent()) {
      run.node().state().notOnDisk(OnDisk.YES);
      return;
    }
    run.node().state().notOnDisk(mark);
    if (OnDisk.appends(loaded)) {
      run.warn(
          "The data is not on disk yet: "
              + missing.get()
              + ". If Redis is restarted before that has ended, the node is cold again");
    }
  }
}
