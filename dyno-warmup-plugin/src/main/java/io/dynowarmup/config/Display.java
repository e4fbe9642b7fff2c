// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Makes the text of a setting fit for a message: no secret, nothing invisible, not too long. */
final class Display {
  static final String MASK = "****";
  private static final int LONGEST = 300;

  /** A shorter one would be found by chance in every other value. */
  private static final int SHORTEST_SECRET = 4;

  /** What redis-cli, redis-server and most wrappers call a password; what follows is one. */
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?i)((?:^|\\s)-a\\s+|(?:--pass|requirepass|masterauth|password|REDISCLI_AUTH)[ =]+)"
              + "[^\\s;|&]+");

  private final List<String> secrets = new ArrayList<>();

  /**
   * @param secrets masked wherever they stand: a command may hold the password of a setting, too
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

  /** A command, or what one prints: a password may stand in it that is no setting of ours. */
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
