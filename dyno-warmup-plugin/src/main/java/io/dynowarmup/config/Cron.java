// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.quartz.CronExpression;

/** A cron expression in the syntax of Quartz. Immutable. */
public final class Cron {
  private final String text;

  private Cron(String text) {
    this.text = text;
  }

  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException if the text is not a cron expression
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
   * Returns the next time that matches the expression, in the time zone of this machine.
   *
   * @param epochMillis milliseconds since 1970
   * @return the next time after {@code epochMillis}, in milliseconds since 1970; -1 if there is
   *     none
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

  /** Returns the expression as it stands in the settings. */
  @Override
  public String toString() {
    return text;
  }
}
