// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/** Notices that the wall clock was set: from one look to the next both clocks went as far. */
public final class ClockWatch {
  private static final long TOLERANCE_MILLIS = 2_000;

  private final Ticker ticker;
  private Moment last;

  public ClockWatch(Ticker ticker) {
    this.ticker = ticker;
    this.last = Moment.now(ticker);
  }

  /**
   * @return by how many milliseconds the wall clock was set since the last look, negative for back;
   *     0 when it was not
   */
  public synchronized long setByMillis() {
    Moment now = Moment.now(ticker);
    long wall = now.epochMillis() - last.epochMillis();
    long apart = wall - TimeUnit.NANOSECONDS.toMillis(now.nanos() - last.nanos());
    last = now;
    return Math.abs(apart) > TOLERANCE_MILLIS ? apart : 0;
  }
}
