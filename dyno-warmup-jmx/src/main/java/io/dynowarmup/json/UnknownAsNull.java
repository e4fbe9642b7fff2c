// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Converts the values of the bean for JSON: an unknown number is null instead of -1. Pure
 * functions.
 */
public final class UnknownAsNull {
  private UnknownAsNull() {}

  public static Object convert(Object value) {
    if (value instanceof Map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, v) -> copy.put(String.valueOf(key), convert(v)));
      return copy;
    }
    if (value instanceof List) {
      List<Object> copy = new ArrayList<>();
      ((List<?>) value).forEach(v -> copy.add(convert(v)));
      return copy;
    }
    return value instanceof Number && ((Number) value).longValue() == -1 ? null : value;
  }

  /** Returns the attributes with the names that {@code run --json} uses. */
  public static Map<String, Object> attributes(Map<String, Object> values) {
    Map<String, Object> json = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            json.put(
                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), convert(value)));
    return json;
  }
}
