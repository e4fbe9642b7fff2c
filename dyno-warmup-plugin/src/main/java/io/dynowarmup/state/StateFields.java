// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.time.Moment;
import java.util.Optional;
import java.util.Properties;

/** Converts words and numbers of the state file. Pure functions. */
final class StateFields {
  private StateFields() {}

  /** Returns the constant; empty for a word that this version does not know. */
  static <E extends Enum<E>> Optional<E> known(Class<E> type, String name) {
    try {
      return Optional.of(Enum.valueOf(type, name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static void moment(Properties fields, String epochKey, String nanosKey, Moment moment) {
    fields.setProperty(epochKey, String.valueOf(moment.epochMillis()));
    fields.setProperty(nanosKey, String.valueOf(moment.nanos()));
  }

  static Moment moment(Properties fields, String epochKey, String nanosKey) {
    return new Moment(number(fields, epochKey), number(fields, nanosKey));
  }

  /** Returns the number; 0 if it is missing or invalid. */
  private static long number(Properties fields, String key) {
    String text = fields.getProperty(key, "").trim();
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
