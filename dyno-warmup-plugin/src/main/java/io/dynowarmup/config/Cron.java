// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.quartz.CronExpression;

/** When something is due, by a cron expression as Quartz reads it. Immutable. */
public final class Cron {
  private final String text;

  private Cron(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  static Cron of(String text) {
    if (!isCron(text)) {
      throw new IllegalArgumentException("not a cron expression: " + text);
    }
    return new Cron(text);
  }

  static boolean isCron(String text) {
    try {
      new CronExpression(text);
      return true;
    } catch (ParseException | RuntimeException e) {
      return false;
    }
  }

  /**
   * In the time zone of this machine.
   *
   * @param epochMillis since 1970
   * @return the next time after that, in ms since 1970; -1 when there is none
   */
  public long nextAfter(long epochMillis) {
    try {
      Date next =
          new CronExpression(text)
              .getNextValidTimeAfter(Date.from(Instant.ofEpochMilli(epochMillis)));
      return next == null ? -1 : next.getTime();
    } catch (ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** As it stands in the settings. */
  @Override
  public String toString() {
    return text;
  }
}
