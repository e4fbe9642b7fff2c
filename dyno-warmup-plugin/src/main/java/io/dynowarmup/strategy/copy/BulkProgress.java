// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.copy;

import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.api.report.Progress.Stage;
import io.dynowarmup.strategy.delta.CompareRate;
import io.dynowarmup.time.Ticker;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The progress of a copy. */
final class BulkProgress {
  private static final int MOST_PERCENT = 99;

  private final CompareRate rate;

  /** Begins to measure. */
  BulkProgress(Ticker ticker) {
    this.rate = new CompareRate(ticker, 0);
  }

  /**
   * Returns the progress until the end of the bulk.
   *
   * @param bulk empty if it has not begun
   * @param keysThere about how many keys have to arrive
   */
  Progress of(String note, Optional<Bulk> bulk, long keysThere) {
    long done = bulk.map(Bulk::keys).orElse(0L);
    boolean goesOn = bulk.filter(b -> !b.over()).isPresent();
    return new Progress.Builder()
        .stage(Stage.COPYING)
        .note(note)
        .keys(KeyCounts.of(0, OptionalLong.empty(), done, 0))
        .bytesDone(bulk.map(Bulk::bytes).orElse(0L))
        .share(share(done, keysThere))
        .keysPerSecond(goesOn ? rate.perSecond(done) : OptionalLong.empty())
        .leftMillis(goesOn ? rate.leftMillis(done, keysThere) : OptionalLong.empty())
        .localRole("master")
        .movement(note + " " + bulk.map(Bulk::place).orElse(""))
        .build();
  }

  private static OptionalInt share(long done, long keysThere) {
    return keysThere <= 0
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(MOST_PERCENT, done * 100 / keysThere));
  }

  /** Returns the progress of a bulk that is over. */
  static Progress copied(Progress progress) {
    return new Progress.Builder().from(progress).stage(Stage.CATCHING_UP).build();
  }

  /** Returns the progress of what follows the bulk, together with the bulk. */
  static Progress with(Bulk bulk, Progress progress) {
    KeyCounts now = progress.keys().orElseGet(() -> KeyCounts.of(0, OptionalLong.empty(), 0, 0));
    return new Progress.Builder()
        .from(progress)
        .bytesDone(progress.bytesDone().orElse(0) + bulk.bytes())
        .keys(KeyCounts.of(now.compared(), now.about(), now.moved() + bulk.keys(), now.removed()))
        .build();
  }
}
