// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Throttle;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Waits between two passes until writes that were on their way to this node when a key was moved
 * have arrived. If the source had already run such a write, it is applied twice when it arrives
 * here later, for example an INCR. Before it arrives both sides are equal, so no comparison shows
 * the problem.
 */
final class SettleTimer {
  /** The time between two checks whether writes on their way have arrived. */
  static final long ARRIVAL_MILLIS = 20;

  private final Throttle throttle;
  private final long settleNanos;
  private LongPredicate arrived = nanos -> true;
  private boolean moved;
  private long movedNanos;

  SettleTimer(Throttle throttle, long settleNanos) {
    this.throttle = throttle;
    this.settleNanos = settleNanos;
  }

  /** See {@link KeySynchronizer#arrivals}. */
  void arrivals(LongPredicate known) {
    arrived = known;
  }

  /** Records that a key was moved just now. */
  void moved() {
    moved = true;
    movedNanos = throttle.ticker().nanos();
  }

  /**
   * Waits for the rest of the settle time since the last key was moved, if any was moved, and for
   * the writes that the cluster had accepted by then.
   */
  void await() throws InterruptedException {
    if (moved) {
      long left = movedNanos + settleNanos - throttle.ticker().nanos();
      throttle.waitMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left + 999_999)));
      while (!arrived.test(movedNanos) && !throttle.cancelled()) {
        throttle.waitMillis(ARRIVAL_MILLIS);
      }
      moved = false;
    }
  }
}
