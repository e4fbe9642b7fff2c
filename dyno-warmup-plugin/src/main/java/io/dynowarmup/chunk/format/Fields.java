// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.format;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lines such as {@code name=value}, in a fixed order. A value has no control characters. */
final class Fields {
  private static final int MOST_SHOWN = 100;

  private final Map<String, String> values = new LinkedHashMap<>();

  Fields put(String name, Object value) {
    values.put(name, clean(String.valueOf(value)));
    return this;
  }

  /** Returns the text as a field holds it: control characters become question marks. */
  static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Returns a text as a message shows it. */
  static String shown(String text) {
    return clean(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text);
  }

  /**
   * Adds a line.
   *
   * @throws IllegalArgumentException if it is not a field, or the field exists already
   */
  void parse(String line) {
    int equals = line.indexOf('=');
    if (equals < 1 || values.put(line.substring(0, equals), line.substring(equals + 1)) != null) {
      throw new IllegalArgumentException("the line '" + shown(line) + "'");
    }
  }

  /**
   * Returns a value.
   *
   * @throws IllegalArgumentException if it is missing
   */
  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /**
   * Returns a number, 0 or more.
   *
   * @throws IllegalArgumentException if it is missing or none
   */
  long number(String name) {
    return number(name, text(name));
  }

  static long number(String name, String value) {
    if (!value.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(name + " is '" + shown(value) + "', not a number");
    }
    return Long.parseLong(value);
  }

  @Override
  public String toString() {
    StringBuilder all = new StringBuilder();
    values.forEach((name, value) -> all.append(name).append('=').append(value).append('\n'));
    return all.toString();
  }
}
