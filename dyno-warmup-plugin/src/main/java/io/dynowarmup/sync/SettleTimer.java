// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync;

import io.dynowarmup.sync.digest.Throttle;
import java.util.concurrent.TimeUnit;

/**
 * Between two passes: until what was on its way to this node when a key was moved has arrived. A
 * write that the source had run by then and that arrives here later is applied twice, as an INCR:
 * before that both sides are the same, and nothing shows it.
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

  /** A key was moved just now. */
  void moved() {
    moved = true;
    movedNanos = throttle.ticker().nanos();
  }

  /** Waits for what is left of the settle time since the last key was moved, if one was. */
  void take() throws InterruptedException {
    if (moved) {
      long left = movedNanos + settleNanos - throttle.ticker().nanos();
      throttle.waitMillis(Math.max(0, TimeUnit.NANOSECONDS.toMillis(left + 999_999)));
      moved = false;
    }
  }
}
