// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** Measures bytes per second over the last 3 seconds. */
final class RateMeter {
  private static final long WINDOW_NANOS = 3_000_000_000L;

  private final Deque<long[]> samples = new ArrayDeque<>();

  /**
   * @return bytes per second; empty if unknown or with fewer than two samples
   */
  OptionalLong sample(long nanos, OptionalLong done) {
    if (!done.isPresent()) {
      return OptionalLong.empty();
    }
    long bytes = done.getAsLong();
    if (!samples.isEmpty() && bytes < samples.getLast()[1]) {
      samples.clear();
    }
    samples.addLast(new long[] {nanos, bytes});
    while (samples.size() > 2 && nanos - samples.getFirst()[0] > WINDOW_NANOS) {
      samples.removeFirst();
    }
    long elapsed = nanos - samples.getFirst()[0];
    return elapsed <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round((bytes - samples.getFirst()[1]) * 1e9 / elapsed));
  }
}
