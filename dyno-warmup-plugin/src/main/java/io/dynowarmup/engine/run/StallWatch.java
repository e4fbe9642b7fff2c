// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import java.util.concurrent.TimeUnit;

/** Tells for how long nothing has moved. */
public final class StallWatch {
  private String last;
  private long since;

  /**
   * @param movement differs from the one before when anything has moved
   * @return milliseconds without movement
   */
  public long stalledMillis(long nanos, String movement) {
    if (last == null || !last.equals(movement)) {
      last = movement;
      since = nanos;
    }
    return TimeUnit.NANOSECONDS.toMillis(nanos - since);
  }
}
