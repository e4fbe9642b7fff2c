// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Records the result of each write. */
final class Ledger {
  private static final byte NOT_SENT = 0;
  private static final byte SENT = 1;
  private static final byte ACKED = 2;
  private static final byte REFUSED = 3;
  private static final byte UNANSWERED = 4;

  private final Map<String, Long> errors = new TreeMap<>();
  private byte[] fates = new byte[64 * 1024];
  private final long[] counts = new long[UNANSWERED + 1];

  synchronized void sent(long number) {
    int index = Math.toIntExact(number);
    if (index >= fates.length) {
      fates = Arrays.copyOf(fates, fates.length * 2);
    }
    move(index, SENT);
  }

  synchronized void acked(long number) {
    move(Math.toIntExact(number), ACKED);
  }

  synchronized void refused(long number, String error) {
    move(Math.toIntExact(number), REFUSED);
    errors.merge(error, 1L, Long::sum);
  }

  /**
   * Records that the connection was lost before the answer. The write may have been applied or not.
   */
  synchronized void unanswered(long number) {
    move(Math.toIntExact(number), UNANSWERED);
  }

  private void move(int index, byte fate) {
    counts[fates[index]]--;
    fates[index] = fate;
    counts[fate]++;
  }

  synchronized long acked() {
    return counts[ACKED];
  }

  synchronized long refused() {
    return counts[REFUSED];
  }

  synchronized long sent() {
    return counts[SENT] + counts[ACKED] + counts[REFUSED] + counts[UNANSWERED];
  }

  synchronized long outstanding() {
    return counts[SENT];
  }

  synchronized void forEachAcked(LongConsumer consumer) {
    forEach(ACKED, consumer);
  }

  /**
   * Visits the writes that may or may not have been applied. Includes refused ones: a refusal by
   * one rack says nothing about the others.
   */
  synchronized void forEachUncertain(LongConsumer consumer) {
    forEach(SENT, consumer);
    forEach(REFUSED, consumer);
    forEach(UNANSWERED, consumer);
  }

  private void forEach(byte fate, LongConsumer consumer) {
    for (int i = 0; i < fates.length; i++) {
      if (fates[i] == fate) {
        consumer.accept(i);
      }
    }
  }

  synchronized LoadReport report(double seconds) {
    return new LoadReport(
        sent(),
        counts[ACKED],
        counts[REFUSED],
        counts[UNANSWERED] + counts[SENT],
        new TreeMap<>(errors),
        seconds);
  }
}
