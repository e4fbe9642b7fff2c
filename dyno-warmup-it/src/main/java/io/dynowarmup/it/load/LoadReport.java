// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.load;

import java.util.Locale;
import java.util.Map;

/**
 * What a load did.
 *
 * @param acked answered with OK, or with a number
 * @param refused answered with an error, or not even sent because nobody listened
 * @param unanswered the connection was lost before the answer: done or not, nobody knows
 * @param errors how often each error was the answer
 * @param seconds from the first write to the last
 */
public record LoadReport(
    long sent,
    long acked,
    long refused,
    long unanswered,
    Map<String, Long> errors,
    double seconds) {

  /** Writes per second. */
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
