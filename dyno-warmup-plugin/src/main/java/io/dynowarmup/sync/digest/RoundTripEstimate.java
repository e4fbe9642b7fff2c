// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

/**
 * Estimates the round-trip time to a server as the shortest of the last 16 measurements of a
 * command that costs the server nothing.
 */
final class RoundTripEstimate {
  private static final int LAST = 16;

  private final long[] last = new long[LAST];
  private int count;

  void add(long nanos) {
    last[count % LAST] = nanos;
    count++;
  }

  /**
   * Lowers the estimate: an answer that took this long shows that the round-trip time is not
   * longer.
   */
  void atMost(long nanos) {
    for (int i = 0; i < Math.min(count, LAST); i++) {
      last[i] = Math.min(last[i], nanos);
    }
  }

  boolean unknown() {
    return count == 0;
  }

  /**
   * Returns the round-trip time in nanoseconds. It is 0 until it is measured, so that the whole
   * time of an answer counts as the server's.
   */
  long nanos() {
    long shortest = count == 0 ? 0 : Long.MAX_VALUE;
    for (int i = 0; i < Math.min(count, LAST); i++) {
      shortest = Math.min(shortest, last[i]);
    }
    return shortest;
  }
}
