// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.unit;

import java.util.Locale;
import java.util.OptionalLong;

/** Formats counts, and bytes and durations in the unit that fits. Pure functions. */
public final class Units {
  private static final String UNKNOWN = "unknown";

  private Units() {}

  /**
   * Formats a number of things: "1 replica", "2 replicas".
   *
   * @param one the noun in the singular; its plural ends in s
   */
  public static String count(long n, String one) {
    return count(n, one, one + "s");
  }

  /** Formats a number of things: "1 try", "2 tries". */
  public static String count(long n, String one, String several) {
    return n + " " + (n == 1 ? one : several);
  }

  /** Formats a number of keys: "1 key", "2 keys". */
  public static String keys(long n) {
    return count(n, "key");
  }

  /**
   * Formats a number of bytes.
   *
   * @param n bytes; negative if unknown
   */
  public static String bytes(long n) {
    if (n < 0) {
      return UNKNOWN;
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
   * Formats a duration.
   *
   * @param millis milliseconds
   */
  public static String time(OptionalLong millis) {
    return millis.isPresent() ? time(millis.getAsLong()) : UNKNOWN;
  }

  /**
   * Formats a duration.
   *
   * @param millis milliseconds; negative if unknown
   */
  public static String time(long millis) {
    if (millis < 0) {
      return UNKNOWN;
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
