package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/** What one direction of a line does to bytes. Can be changed while they are under way. */
final class LineSettings {
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
  synchronized long awaitTurn(long arrivedNanos, long freeNanos, int bytes)
      throws InterruptedException {
    while (true) {
      long due = Math.max(arrivedNanos + delayNanos, freeNanos);
      long wait = due - Clock.nanos();
      if (!stalled && wait <= 0) {
        long takes = bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        return Math.max(due, Clock.nanos()) + takes;
      }
      if (stalled) {
        wait();
      } else {
        // rounded up: a millisecond too late is a slow line, a hot loop is a slow machine
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(wait, 50_000));
      }
    }
  }
}
