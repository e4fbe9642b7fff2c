// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.util.Arrays;

/**
 * Estimates the cost of one key for its server from the last five scripts. It takes the second
 * cheapest of them: a stall, a busy network or a busy machine makes some scripts look more
 * expensive, and nothing makes one look cheaper.
 */
final class KeyCost {
  private static final int SCRIPTS = 5;

  private final long[] last = new long[SCRIPTS];
  private int next;

  /**
   * Creates an estimate.
   *
   * @param nanos the cost of a key until it is measured, in nanoseconds
   */
  KeyCost(long nanos) {
    Arrays.fill(last, nanos);
  }

  void add(long nanos) {
    last[next] = nanos;
    next = (next + 1) % SCRIPTS;
  }

  /** Returns the cost of one key in nanoseconds, at least 1. */
  long nanos() {
    long[] sorted = last.clone();
    Arrays.sort(sorted);
    return Math.max(1, sorted[1]);
  }
}
