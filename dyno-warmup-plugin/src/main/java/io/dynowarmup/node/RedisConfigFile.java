// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the configuration file of Redis, as far as a warm-up can leave traces in it. Pure and
 * immutable.
 */
public final class RedisConfigFile {
  private static final String REPLICAOF = "replicaof";

  private final Map<String, String> directives = new HashMap<>();

  private RedisConfigFile() {}

  public static RedisConfigFile parse(String text) {
    RedisConfigFile file = new RedisConfigFile();
    for (String line : text.split("\\R")) {
      List<String> words = words(line.trim());
      if (words.size() > 1 && !words.get(0).startsWith("#")) {
        String value = String.join(" ", words.subList(1, words.size()));
        file.directives.put(name(words.get(0)), value);
      }
    }
    return file;
  }

  /** Normalizes the name. Redis has two names for each directive of replication. */
  private static String name(String directive) {
    String lower = directive.toLowerCase(Locale.ROOT);
    return "slaveof".equals(lower) ? REPLICAOF : lower.replace("slave-", "replica-");
  }

  /**
   * Splits a line into words that are quoted as CONFIG REWRITE does it: in double quotes, with
   * backslashes.
   */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quoted && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
        }
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  private Optional<String> get(String directive) {
    return Optional.ofNullable(directives.get(name(directive)));
  }

  /** Returns which of these sources the server will replicate from at its next start. */
  public Optional<Endpoint> replicaOf(Collection<Endpoint> sources) {
    Optional<String> value = get(REPLICAOF);
    return sources.stream()
        .filter(s -> value.filter((s.host() + " " + s.port())::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  /**
   * Returns the first of these settings that has this value here and did not have it before.
   *
   * @param set names and values that a run has set
   */
  public Optional<String> gained(Map<String, String> set, RedisConfigFile before) {
    return set.entrySet().stream()
        .filter(e -> get(e.getKey()).filter(e.getValue()::equals).isPresent())
        .filter(e -> !before.get(e.getKey()).equals(get(e.getKey())))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
