// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes a script error that means a missing permission: Redis returns it as ERR, not as
 * NOPERM. Pure.
 */
final class ScriptRefusal {
  /** The error of Redis 7.0 and newer. */
  private static final Pattern NAMED =
      Pattern.compile("ERR ACL failure in script:.*?(?:the '([^']{1,60})' command.*)?");

  /** The errors of Redis 6.2 and 7.0: of a command, and of a key. */
  private static final Pattern UNNAMED =
      Pattern.compile(
          "The user executing the script can't (run this command|access at least one of the keys)");

  private ScriptRefusal() {}

  /** Returns the error as the server would return it outside of a script. */
  static String plain(String error) {
    return NAMED.matcher(error).matches() || UNNAMED.matcher(error).find()
        ? "NOPERM " + error
        : error;
  }

  /**
   * Returns the refused command as words that follow the script's name; empty if the error does not
   * name it.
   */
  static String command(String error) {
    Matcher m = NAMED.matcher(error);
    return m.matches() && m.group(1) != null ? " with " + m.group(1).toUpperCase(Locale.ROOT) : "";
  }
}
