// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.info;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code name=value} pairs in one line, as both reserved keys hold them. */
final class RecordText {
  private static final String VERSION = "v";
  private static final String CURRENT = "1";

  private final Map<String, String> fields = new LinkedHashMap<>();

  private RecordText() {}

  static RecordText current() {
    return new RecordText().with(VERSION, CURRENT);
  }

  /** Never fails: a line that is none has no fields. */
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

  /** Empty when it is not there. */
  String get(String name) {
    return fields.getOrDefault(name, "");
  }

  /** 0 when it is not there, or is none. */
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
