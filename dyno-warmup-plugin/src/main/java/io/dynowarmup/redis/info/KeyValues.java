// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The {@code name=value} pairs in one line. Parts in another format are left out. Immutable. */
final class KeyValues {
  private static final int MOST_DIGITS = 18;

  private final Map<String, String> values = new HashMap<>();

  /**
   * Parses a line.
   *
   * @param separator a regular expression for what separates the pairs
   */
  KeyValues(String line, String separator) {
    for (String pair : line.trim().split(separator)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the value; empty if the name is missing. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** Returns the number; empty if the name is missing or its value is not 1 to 18 digits. */
  OptionalLong number(String name) {
    String text = get(name);
    boolean digits =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
