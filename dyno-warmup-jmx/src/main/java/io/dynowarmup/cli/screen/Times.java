// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats points in time in this machine's time zone. */
public final class Times {
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXXX", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Times() {}

  /**
   * Returns date and time with the offset of the time zone.
   *
   * @param epochMillis milliseconds since 1970
   */
  public static String dateAndTime(long epochMillis) {
    return format(DATE_AND_TIME, epochMillis);
  }

  /** Returns a time of the last days, such as 7 Nov 03:12. */
  static String dayAndTime(long epochMillis) {
    return format(DAY_AND_TIME, epochMillis);
  }

  public static String time(long epochMillis) {
    return format(TIME, epochMillis);
  }

  private static String format(DateTimeFormatter format, long epochMillis) {
    return format.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
  }
}
