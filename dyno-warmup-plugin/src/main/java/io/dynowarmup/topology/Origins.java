// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Records which part of the topology comes from which source. */
final class Origins {
  private final Map<String, String> partsBySource = new LinkedHashMap<>();

  void add(String part, String source) {
    partsBySource.merge(source, part, (a, b) -> a + ", " + b);
  }

  /** Returns the source if there is only one, otherwise each source with its parts. */
  String text() {
    if (partsBySource.size() == 1) {
      return partsBySource.keySet().iterator().next();
    }
    return partsBySource.entrySet().stream()
        .map(e -> e.getKey() + " (" + e.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
