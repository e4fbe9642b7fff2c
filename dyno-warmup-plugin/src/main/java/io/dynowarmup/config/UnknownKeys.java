// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import com.netflix.archaius.api.Config;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds keys under our prefixes that no code reads; most of them are mistyped. Values are never
 * shown.
 */
final class UnknownKeys {
  private static final Set<String> KEYS =
      Stream.of(WarmupKey.values())
          .map(WarmupKey::key)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private UnknownKeys() {}

  /** Returns one sentence for each unknown key. */
  static List<String> in(Config config, List<String> prefixes) {
    TreeSet<String> names = new TreeSet<>();
    for (Iterator<String> i = config.getKeys(); i.hasNext(); ) {
      names.add(i.next());
    }
    List<String> sentences = new ArrayList<>();
    for (String name : names) {
      about(name, prefixes)
          .ifPresent(
              hint ->
                  sentences.add(
                      "unknown setting "
                          + new Display(new ArrayList<>()).of(name)
                          + " (from "
                          + Origins.of(config, name)
                          + ") is ignored; "
                          + hint));
    }
    return sentences;
  }

  private static Optional<String> about(String name, List<String> prefixes) {
    String typed = withoutByteOrderMark(name);
    for (String prefix : prefixes) {
      if (!typed.regionMatches(true, 0, prefix, 0, prefix.length())) {
        continue;
      }
      String key = typed.substring(prefix.length());
      if (KEYS.contains(key) && name.equals(prefix + key)) {
        return Optional.empty();
      }
      String meant = prefix + nearest(key);
      if (typed.equals(meant)) {
        return Optional.of("its file begins with a byte order mark: save it without one");
      }
      return Optional.of(
          "did you mean "
              + meant
              + "?"
              + (typed.equalsIgnoreCase(meant) ? " Upper and lower case matter" : ""));
    }
    return Optional.empty();
  }

  /** Removes a byte order mark, as one character or as its three bytes read as ISO 8859-1. */
  private static String withoutByteOrderMark(String name) {
    return name.replaceFirst("^(\uFEFF|\u00EF\u00BB\u00BF)", "");
  }

  /**
   * Returns the known key with the fewest edits, ignoring case. A missing last part counts as one
   * edit.
   */
  static String nearest(String typed) {
    String lower = typed.toLowerCase(Locale.ROOT);
    return KEYS.stream().min(Comparator.comparingInt(known -> edits(lower, known))).orElse("");
  }

  private static int edits(String typed, String known) {
    return known.startsWith(typed + ".") ? 1 : distance(typed, known);
  }

  /** Returns the Levenshtein distance of two texts. Keeps only one row of the table. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
