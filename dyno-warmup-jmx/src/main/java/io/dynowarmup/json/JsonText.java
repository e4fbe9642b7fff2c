// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * Writes maps, collections, texts, numbers, booleans and null as JSON, in ASCII regardless of the
 * locale.
 */
public final class JsonText {
  private JsonText() {}

  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value instanceof Map) {
      appendMap(out, (Map<?, ?>) value);
    } else if (value instanceof Collection) {
      String separator = "";
      out.append('[');
      for (Object element : (Collection<?>) value) {
        out.append(separator);
        append(out, element);
        separator = ",";
      }
      out.append(']');
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      appendText(out, value.toString());
    }
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) {
    String separator = "";
    out.append('{');
    for (Map.Entry<?, ?> e : map.entrySet()) {
      out.append(separator);
      appendText(out, e.getKey().toString());
      out.append(':');
      append(out, e.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
