// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

/**
 * Counts as Dynomite does. The loop adds to one set of counters and publishes it only after the
 * previous set has been fetched. So each number dates from the previous query.
 */
final class Counters {
  private final int size = Counter.values().length;
  private final long[] sum = new long[size];
  private long[] current = new long[size];
  private long[] shadow = new long[size];
  private boolean changed;
  private boolean handedOver;

  /** Adds to a counter. Called only on the loop's thread. */
  void add(Counter counter, long much) {
    current[counter.ordinal()] += much;
    changed = true;
  }

  /** Publishes the counters. Called on the loop's thread at the end of each round. */
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

  /** Returns all counters, indexed by ordinal. */
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
