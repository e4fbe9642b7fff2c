// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import java.util.ArrayDeque;
import java.util.Deque;

/** Measures bytes per second over the last 3 seconds. */
final class RateMeter {
  private static final long WINDOW_NANOS = 3_000_000_000L;

  private final Deque<long[]> samples = new ArrayDeque<>();

  /**
   * @return bytes per second; -1 if unknown or with fewer than two samples
   */
  long sample(long nanos, long bytes) {
    if (bytes < 0) {
      return -1;
    }
    if (!samples.isEmpty() && bytes < samples.getLast()[1]) {
      samples.clear();
    }
    samples.addLast(new long[] {nanos, bytes});
    while (samples.size() > 2 && nanos - samples.getFirst()[0] > WINDOW_NANOS) {
      samples.removeFirst();
    }
    long elapsed = nanos - samples.getFirst()[0];
    return elapsed <= 0 ? -1 : Math.round((bytes - samples.getFirst()[1]) * 1e9 / elapsed);
  }
}
