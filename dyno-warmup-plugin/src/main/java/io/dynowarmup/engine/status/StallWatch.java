// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import java.util.concurrent.TimeUnit;

/** Measures how long there has been no progress. */
public final class StallWatch {
  private String last;
  private long since;

  /**
   * @param nanos time of this poll, in nanoseconds
   * @param movement text that changes whenever there is progress
   * @return milliseconds without progress
   */
  public long stalledMillis(long nanos, String movement) {
    if (last == null || !last.equals(movement)) {
      last = movement;
      since = nanos;
    }
    return sinceMillis(nanos);
  }

  /** Returns the milliseconds from the last progress to a time in nanoseconds. */
  long sinceMillis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - since);
  }
}
