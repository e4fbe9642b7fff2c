// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.quartz.CronExpression;

/** A cron expression in the syntax of Quartz. Immutable. */
public final class Cron {
  private final CronExpression expression;

  private Cron(CronExpression expression) {
    this.expression = expression;
  }

  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException if the text is not a cron expression
   */
  static Cron of(String text) {
    try {
      return new Cron(new CronExpression(text));
    } catch (ParseException | RuntimeException e) {
      throw new IllegalArgumentException("not a cron expression: " + text, e);
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
    Date next = expression.getNextValidTimeAfter(Date.from(Instant.ofEpochMilli(epochMillis)));
    return next == null ? -1 : next.getTime();
  }

  /** Returns the expression as it stands in the settings. */
  @Override
  public String toString() {
    return expression.getCronExpression();
  }
}
