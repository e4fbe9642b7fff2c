// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

/**
 * The way to a server and back, from a command that costs nothing: the shortest of the last ones.
 */
final class RoundTripEstimate {
  private static final int LAST = 16;

  private final long[] last = new long[LAST];
  private int count;

  void add(long nanos) {
    last[count % LAST] = nanos;
    count++;
  }

  /** An answer that took this long shows that the way is no longer than that. */
  void atMost(long nanos) {
    for (int i = 0; i < Math.min(count, LAST); i++) {
      last[i] = Math.min(last[i], nanos);
    }
  }

  boolean unknown() {
    return count == 0;
  }

  /** 0 until it is known, so that all of an answer's time counts as the server's. */
  long nanos() {
    long shortest = count == 0 ? 0 : Long.MAX_VALUE;
    for (int i = 0; i < Math.min(count, LAST); i++) {
      shortest = Math.min(shortest, last[i]);
    }
    return shortest;
  }
}
