// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.Locale;

/** Numbers for people. */
public final class Units {
  private Units() {}

  /**
   * @param n negative is unknown
   */
  static String bytes(long n) {
    if (n < 0) {
      return "unknown";
    }
    if (n < 1_000) {
      return n + " B";
    }
    if (n < 1_000_000) {
      return decimal(n / 1e3) + " kB";
    }
    return n < 1_000_000_000L ? decimal(n / 1e6) + " MB" : decimal(n / 1e9) + " GB";
  }

  /**
   * @param millis negative is unknown
   */
  public static String time(long millis) {
    if (millis < 0) {
      return "unknown";
    }
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return decimal(millis / 1e3) + " s";
    }
    long seconds = millis / 1000;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }

  private static String decimal(double d) {
    return String.format(Locale.ROOT, "%.1f", d);
  }
}
