// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/**
 * Detects that the wall clock was set: it compares the progress of the wall clock with that of the
 * monotonic clock. A difference of up to 2 s is tolerated.
 */
public final class ClockWatch {
  private static final long TOLERANCE_MILLIS = 2_000;

  private final Ticker ticker;
  private Moment last;

  public ClockWatch(Ticker ticker) {
    this.ticker = ticker;
    this.last = Moment.now(ticker);
  }

  /**
   * Returns the step of the wall clock since the last call, or since construction.
   *
   * @return milliseconds, negative if the clock was set back; 0 if it was not set
   */
  public synchronized long setByMillis() {
    Moment now = Moment.now(ticker);
    long wall = now.epochMillis() - last.epochMillis();
    long apart = wall - TimeUnit.NANOSECONDS.toMillis(now.nanos() - last.nanos());
    last = now;
    return Math.abs(apart) > TOLERANCE_MILLIS ? apart : 0;
  }
}
