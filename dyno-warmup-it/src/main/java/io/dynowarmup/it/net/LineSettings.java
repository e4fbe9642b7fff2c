// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/** The settings of one direction of a line. They can change while bytes are in transit. */
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

  /** Sets the bandwidth in bytes per second; 0 means no limit. */
  synchronized void bytesPerSecond(long limit) {
    bytesPerSecond = limit;
    notifyAll();
  }

  synchronized void stalled(boolean stall) {
    stalled = stall;
    notifyAll();
  }

  /**
   * Waits until bytes may leave.
   *
   * @param arrivedNanos when the bytes arrived
   * @param freeNanos when the line has finished sending the previous bytes
   * @return when the line has finished sending these bytes
   */
  long awaitTurn(long arrivedNanos, long freeNanos, int bytes) throws InterruptedException {
    while (true) {
      long wait;
      synchronized (this) {
        long due = Math.max(arrivedNanos + delayNanos, freeNanos);
        wait = due - Clock.nanos();
        if (!stalled && wait <= 0) {
          long takes = bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
          // A thread that wakes late does not reduce the bandwidth.
          return due + takes;
        }
        if (stalled) {
          wait();
        } else if (wait > SHORT_NANOS) {
          // timedWait rounds up to milliseconds, so the remainder is waited for below.
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
