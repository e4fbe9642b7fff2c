// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/**
 * How long ago something was that was written down, maybe by another process: at least and at most.
 * The two clocks are held against each other; where they disagree, one of them was set. Pure.
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

  public static Age of(Moment then, Moment now) {
    long wall =
        then.epochMillis() <= 0 || then.epochMillis() > now.epochMillis()
            ? -1
            : now.epochMillis() - then.epochMillis();
    // less than nothing: the machine was restarted since
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

  public long leastMillis() {
    return leastMillis;
  }

  /** {@link Long#MAX_VALUE} where nothing is known. */
  public long mostMillis() {
    return mostMillis;
  }

  /** Whether the wall clock was set in between, so far as can be told. */
  public boolean clockWasSet() {
    return clockWasSet;
  }
}
