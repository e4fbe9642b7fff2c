package io.dynowarmup.digest;

import java.util.Arrays;

/** What one key costs its server: the median of the last scripts, which one stall does not move. */
final class Cost {
  private static final int SCRIPTS = 5;

  private final long[] last = new long[SCRIPTS];
  private int next;

  /**
   * @param nanos until it is known
   */
  Cost(long nanos) {
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
    return Math.max(1, sorted[SCRIPTS / 2]);
  }
}
