// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import java.util.Arrays;

/**
 * What one key costs its server, from the last scripts: the second cheapest of them, because a
 * stall, a busy network or a busy machine makes some look dearer, and nothing makes one cheaper.
 */
final class KeyCost {
  private static final int SCRIPTS = 5;

  private final long[] last = new long[SCRIPTS];
  private int next;

  /**
   * @param nanos until it is known
   */
  KeyCost(long nanos) {
    Arrays.fill(last, nanos);
  }

  void add(long nanos) {
    last[next] = nanos;
    next = (next + 1) % SCRIPTS;
  }

  /** Of a key; 1 and more. */
  long nanos() {
    long[] sorted = last.clone();
    Arrays.sort(sorted);
    return Math.max(1, sorted[1]);
  }
}
