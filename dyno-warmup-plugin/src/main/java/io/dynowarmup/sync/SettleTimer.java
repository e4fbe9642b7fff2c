// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Throttle;
import java.util.concurrent.TimeUnit;

/**
 * Waits between two passes until writes that were on their way to this node when a key was moved
 * have arrived. If the source had already run such a write, it is applied twice when it arrives
 * here later, for example an INCR. Before it arrives both sides are equal, so no comparison shows
 * the problem.
 */
final class SettleTimer {
  private final Throttle throttle;
  private final long settleNanos;
  private boolean moved;
  private long movedNanos;

  SettleTimer(Throttle throttle, long settleNanos) {
    this.throttle = throttle;
    this.settleNanos = settleNanos;
  }

  /** Records that a key was moved just now. */
  void moved() {
    moved = true;
    movedNanos = throttle.ticker().nanos();
  }

  /** Waits for the rest of the settle time since the last key was moved, if any was moved. */
  void await() throws InterruptedException {
    if (moved) {
      long left = movedNanos + settleNanos - throttle.ticker().nanos();
      throttle.waitMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left + 999_999)));
      moved = false;
    }
  }
}
