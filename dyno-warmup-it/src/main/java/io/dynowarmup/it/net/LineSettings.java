// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/** What one direction of a line does to bytes. Can be changed while they are under way. */
final class LineSettings {
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private long delayNanos;
  private long bytesPerSecond;
  private boolean stalled;

  synchronized void delayMillis(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("A delay of " + millis + " ms is not possible");
    }
    delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    notifyAll();
  }

  /** 0: no limit. */
  synchronized void bytesPerSecond(long limit) {
    bytesPerSecond = limit;
    notifyAll();
  }

  synchronized void stalled(boolean stall) {
    stalled = stall;
    notifyAll();
  }

  /**
   * Returns when bytes that came in then may leave.
   *
   * @param arrivedNanos when they came in
   * @param freeNanos when the line has finished sending what left before them
   * @return when the line is free again, having sent them
   */
  long awaitTurn(long arrivedNanos, long freeNanos, int bytes) throws InterruptedException {
    while (true) {
      long wait;
      synchronized (this) {
        long due = Math.max(arrivedNanos + delayNanos, freeNanos);
        wait = due - Clock.nanos();
        if (!stalled && wait <= 0) {
          long takes = bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
          // the line does not wait for a thread that wakes late
          return due + takes;
        }
        if (stalled) {
          wait();
        } else if (wait > SHORT_NANOS) {
          // is rounded up to milliseconds: the rest is waited for below
          TimeUnit.NANOSECONDS.timedWait(this, wait - SHORT_NANOS);
        }
        wait = stalled ? 0 : due - Clock.nanos();
      }
      if (wait > 0 && wait <= SHORT_NANOS) {
        Clock.pass(wait);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }
}
