// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The settings of one direction of a line. They can change while bytes are in transit. */
final class LineSettings {
  private final Runnable onChange;
  private volatile long delayNanos;
  private volatile long bytesPerSecond;
  private volatile boolean stalled;
  private final LongAdder carried = new LongAdder();

  /**
   * @param onChange runs after each change
   */
  LineSettings(Runnable onChange) {
    this.onChange = onChange;
  }

  void delayMillis(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("A delay of " + millis + " ms is not possible");
    }
    delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    onChange.run();
  }

  /** Sets the bandwidth in bytes per second; 0 means no limit. */
  void bytesPerSecond(long limit) {
    bytesPerSecond = limit;
    onChange.run();
  }

  void stalled(boolean stall) {
    stalled = stall;
    onChange.run();
  }

  void carried(int bytes) {
    carried.add(bytes);
  }

  /** Returns how many bytes have left the line since the start. */
  long carried() {
    return carried.sum();
  }

  boolean isStalled() {
    return stalled;
  }

  /**
   * Returns when bytes may leave.
   *
   * @param arrivedNanos when the bytes arrived
   * @param freeNanos when the line has finished sending the previous bytes
   */
  long dueNanos(long arrivedNanos, long freeNanos) {
    long delayed = arrivedNanos + delayNanos;
    return delayed - freeNanos > 0 ? delayed : freeNanos;
  }

  /** Returns how long the line is busy with these bytes, in nanoseconds. */
  long takesNanos(int bytes) {
    long limit = bytesPerSecond;
    return limit == 0 ? 0 : TimeUnit.SECONDS.toNanos(bytes) / limit;
  }
}
