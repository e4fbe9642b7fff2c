// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/**
 * The time that has passed since a recorded {@link Moment}, as a lower and an upper bound.
 *
 * <p>The moment may have been recorded by another process. The bounds come from the wall clock and
 * from the monotonic clock. If the two differ by more than 2 s, the wall clock was set in between.
 * Pure.
 */
public final class Age {
  private static final long TOLERANCE_MILLIS = 2_000;

  private final long leastMillis;
  private final long mostMillis;
  private final boolean clockWasSet;

  private Age(long leastMillis, long mostMillis, boolean clockWasSet) {
    this.leastMillis = leastMillis;
    this.mostMillis = mostMillis;
    this.clockWasSet = clockWasSet;
  }

  /** Returns the time from {@code then} to {@code now}. */
  public static Age of(Moment then, Moment now) {
    long wall =
        then.epochMillis() <= 0 || then.epochMillis() > now.epochMillis()
            ? -1
            : now.epochMillis() - then.epochMillis();
    // negative: the machine was restarted in between
    long monotonic =
        then.nanos() == 0 || then.nanos() > now.nanos()
            ? -1
            : TimeUnit.NANOSECONDS.toMillis(now.nanos() - then.nanos());
    if (monotonic < 0) {
      return wall < 0 ? new Age(0, Long.MAX_VALUE, true) : new Age(wall, wall, false);
    }
    if (wall < 0) {
      return new Age(monotonic, monotonic, true);
    }
    boolean apart = Math.abs(wall - monotonic) > TOLERANCE_MILLIS;
    return new Age(Math.min(wall, monotonic), Math.max(wall, monotonic), apart);
  }

  /** Returns the lower bound in ms; 0 if the age is unknown. */
  public long leastMillis() {
    return leastMillis;
  }

  /** Returns the upper bound in ms; {@link Long#MAX_VALUE} if the age is unknown. */
  public long mostMillis() {
    return mostMillis;
  }

  /**
   * Returns whether the wall clock was set in between, as far as the two clocks tell. True if the
   * wall clock gives no age.
   */
  public boolean clockWasSet() {
    return clockWasSet;
  }
}
