// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import java.util.concurrent.TimeUnit;

/** Formats how long ago something was, in one unit. Pure functions. */
final class Since {
  private static final long MINUTE = 60;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private Since() {}

  /**
   * Formats an age.
   *
   * @param millis milliseconds; the clocks of two hosts may make it negative
   */
  static String text(long millis) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(Math.max(0, millis));
    if (seconds < MINUTE) {
      return seconds + " s ago";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min ago";
    }
    return seconds < DAY ? seconds / HOUR + " h ago" : seconds / DAY + " d ago";
  }
}
