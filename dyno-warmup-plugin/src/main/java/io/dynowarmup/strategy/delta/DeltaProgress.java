// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import io.dynowarmup.sync.SyncCounts;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Describes how far the passes of a delta are. */
final class DeltaProgress {
  private DeltaProgress() {}

  static Progress of(Passes passes, SyncCounts counts, CompareRate rate, long keysThere) {
    Stage stage =
        passes.over() ? Stage.READY : passes.bulkDone() ? Stage.CATCHING_UP : Stage.COPYING;
    KeyCounts keys =
        KeyCounts.of(
            counts.compared(),
            stage == Stage.COPYING ? OptionalLong.of(keysThere) : OptionalLong.empty(),
            counts.moved(),
            counts.removed());
    String text = "pass " + passes.number() + ": " + keys;
    if (passes.over() && passes.left().size() > 0) {
      text += ", " + passes.left().size() + " being written to";
    }
    return new Progress.Builder()
        .stage(stage)
        .note(text)
        .keys(keys)
        .bytesDone(counts.bytes())
        .share(share(counts.compared(), keysThere))
        .keysPerSecond(rate.perSecond(counts.compared()))
        .leftMillis(rate.leftMillis(counts.compared(), keysThere))
        .localRole("master")
        .movement(counts + " " + passes.number())
        .build();
  }

  /** Returns the percentage of keys that are done, at most 99; empty if it is unknown. */
  private static OptionalInt share(long done, long all) {
    return all <= 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(99, done * 100 / all));
  }

  /** Returns the progress of a transfer that waits before it compares. */
  static Progress waiting(String note) {
    return new Progress.Builder()
        .stage(Stage.COPYING)
        .note(note)
        .keys(KeyCounts.of(0, OptionalLong.empty(), 0, 0))
        .movement(note)
        .build();
  }
}
