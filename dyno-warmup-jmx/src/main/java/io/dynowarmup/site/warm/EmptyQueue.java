// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;

/** Decides when a queue has been empty for long enough. */
final class EmptyQueue {
  private static final int FEWEST = 2;

  private final Ticker ticker;
  private final long lagNanos;
  private int empty;
  private long sinceNanos;

  /**
   * @param lagMillis how long the numbers of the queue may lag behind
   */
  EmptyQueue(Ticker ticker, long lagMillis) {
    this.ticker = ticker;
    this.lagNanos = TimeUnit.MILLISECONDS.toNanos(lagMillis);
  }

  /**
   * Returns whether the work is done.
   *
   * @param now whether the queue has just reported that it is empty
   */
  boolean isOver(boolean now) {
    if (!now) {
      empty = 0;
      return false;
    }
    if (empty++ == 0) {
      sinceNanos = ticker.nanos();
    }
    return empty >= FEWEST && ticker.nanos() - sinceNanos >= lagNanos;
  }
}
