// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import java.util.Locale;
import java.util.Map;

/**
 * The results of a load.
 *
 * @param acked writes answered with OK or with a number
 * @param refused writes answered with an error, or not sent because nothing listened
 * @param unanswered writes whose connection was lost before the answer; they may have been applied
 *     or not
 * @param errors number of occurrences of each error answer
 * @param seconds time from the first write to the last
 */
public record LoadReport(
    long sent,
    long acked,
    long refused,
    long unanswered,
    Map<String, Long> errors,
    double seconds) {

  /** Returns the writes per second. */
  public double rate() {
    return sent / seconds;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d sent in %.1f s (%.0f/s), %d acknowledged, %d refused, %d unanswered %s",
        sent,
        seconds,
        rate(),
        acked,
        refused,
        unanswered,
        errors);
  }
}
