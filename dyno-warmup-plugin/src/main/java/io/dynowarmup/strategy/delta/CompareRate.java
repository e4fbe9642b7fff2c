// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.time.Ticker;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Measures how many keys are compared or copied per second, on average since the start. */
public final class CompareRate {
  /** A rate is not measured in a shorter time. */
  private static final long LEAST_MILLIS = 500;

  private final Ticker ticker;
  private final long startNanos;
  private final long startKeys;

  /**
   * Starts the measurement.
   *
   * @param compared number of keys that an earlier run has compared
   */
  public CompareRate(Ticker ticker, long compared) {
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
    this.startKeys = compared;
  }

  /** Returns the rate in keys per second; empty if it is not known yet. */
  public OptionalLong perSecond(long compared) {
    long millis = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - startNanos);
    long keys = compared - startKeys;
    return millis < LEAST_MILLIS || keys <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(keys * 1_000 / millis);
  }

  /** Returns the milliseconds until all keys are done at this rate; empty if unknown. */
  public OptionalLong leftMillis(long compared, long all) {
    long rate = perSecond(compared).orElse(0);
    return rate <= 0 || compared >= all
        ? OptionalLong.empty()
        : OptionalLong.of((all - compared) * 1_000 / rate);
  }
}
