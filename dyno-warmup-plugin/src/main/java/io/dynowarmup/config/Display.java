// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Prepares the text of a setting for a message: masks secrets, escapes invisible characters and
 * cuts the text after 300 characters.
 */
final class Display {
  static final String MASK = "****";
  private static final int LONGEST = 300;

  /**
   * Shortest secret that is masked by value: a shorter one would occur in other values by chance.
   */
  private static final int SHORTEST_SECRET = 4;

  /**
   * The option names that redis-cli, redis-server and most wrappers use for a password. The word
   * after such a name is masked.
   */
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?i)((?:^|\\s)-a\\s+|(?:--pass|requirepass|masterauth|password|REDISCLI_AUTH)[ =]+)"
              + "[^\\s;|&]+");

  private final List<String> secrets = new ArrayList<>();

  /**
   * @param secrets values that are masked wherever they occur: a command may also contain the
   *     password of another setting
   */
  Display(Collection<String> secrets) {
    secrets.stream()
        .filter(s -> s.length() >= SHORTEST_SECRET)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(this.secrets::add);
  }

  String of(WarmupKey key, String text) {
    if (key.secret()) {
      return text.isEmpty() ? "" : MASK;
    }
    return key.command() ? ofCommand(text) : of(text);
  }

  /** Prepares a command or its output. It may contain a password that is not in the settings. */
  String ofCommand(String text) {
    return PASSWORD.matcher(of(text)).replaceAll("$1" + MASK);
  }

  String of(String text) {
    String t = text;
    for (String secret : secrets) {
      t = t.replace(secret, MASK);
    }
    t = t.replaceAll("//[^/@\\s]*@", "//" + MASK + "@");
    StringBuilder shown = new StringBuilder();
    t.chars().limit(LONGEST).forEach(c -> append(shown, (char) c));
    return t.length() > LONGEST ? shown + "..." : shown.toString();
  }

  private static void append(StringBuilder shown, char c) {
    boolean blank = Character.isSpaceChar(c) && c != ' ';
    if (blank || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      shown.append(String.format("\\u%04X", (int) c));
    } else {
      shown.append(c);
    }
  }
}
