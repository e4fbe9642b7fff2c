// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/**
 * Counts as Dynomite does: the loop adds to one set, hands it over when the last one has been
 * fetched, and a reader fetches what was handed over. So a number is as old as the last question.
 */
final class Counters {
  private final int size = Counter.values().length;
  private final long[] sum = new long[size];
  private long[] current = new long[size];
  private long[] shadow = new long[size];
  private boolean changed;
  private boolean handedOver;

  /** In the loop's thread only. */
  void add(Counter counter, long much) {
    current[counter.ordinal()] += much;
    changed = true;
  }

  /** In the loop's thread, at the end of each round. */
  synchronized void handOver() {
    if (handedOver || !changed) {
      return;
    }
    long[] empty = shadow;
    shadow = current;
    current = empty;
    handedOver = true;
    changed = false;
  }

  /** All numbers, by ordinal. */
  synchronized long[] fetch() {
    if (handedOver) {
      for (int i = 0; i < size; i++) {
        sum[i] += shadow[i];
        shadow[i] = 0;
      }
      handedOver = false;
    }
    return sum.clone();
  }
}
