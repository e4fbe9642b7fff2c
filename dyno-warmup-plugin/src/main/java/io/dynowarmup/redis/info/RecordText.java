// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code name=value} pairs in one line, the format of both reserved keys. */
final class RecordText {
  private static final String VERSION = "v";
  private static final String CURRENT = "1";

  private final Map<String, String> fields = new LinkedHashMap<>();

  private RecordText() {}

  static RecordText current() {
    return new RecordText().with(VERSION, CURRENT);
  }

  /** Parses a line. Never fails: a line in another format has no fields. */
  static RecordText parse(String line) {
    RecordText text = new RecordText();
    for (String pair : line.trim().split(" ")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        text.fields.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return text;
  }

  RecordText with(String name, String value) {
    fields.put(name, value.replaceAll("[^\\x21-\\x7e]", "_"));
    return this;
  }

  /** Returns the value; empty if the field is missing. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** Returns the number; 0 if the field is missing or not a number. */
  long number(String name) {
    String text = get(name);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    fields.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return line.substring(Math.min(1, line.length()));
  }
}
