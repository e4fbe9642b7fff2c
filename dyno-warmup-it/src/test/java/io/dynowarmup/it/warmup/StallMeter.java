// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.time.Clock;
import java.util.concurrent.TimeUnit;

/** Measures how long a thread of this machine waits for a processor. */
final class StallMeter implements AutoCloseable {
  private static final long TICK_NANOS = 1_000_000;
  // What a timer of a quiet machine is late.
  private static final long USUAL_NANOS = 5_000_000;

  private final Thread thread = new Thread(this::measure, "stall meter");
  private volatile long longestNanos;
  private volatile boolean stopping;

  private StallMeter() {}

  static StallMeter start() {
    StallMeter meter = new StallMeter();
    meter.thread.setDaemon(true);
    meter.thread.start();
    return meter;
  }

  private void measure() {
    long last = Clock.nanos();
    while (!stopping) {
      Clock.pass(TICK_NANOS);
      long now = Clock.nanos();
      longestNanos = Math.max(longestNanos, now - last - TICK_NANOS);
      last = now;
    }
  }

  /** Returns the longest stall so far in milliseconds; 0 on a quiet machine. */
  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(Math.max(0, longestNanos - USUAL_NANOS));
  }

  @Override
  public void close() {
    stopping = true;
  }
}
