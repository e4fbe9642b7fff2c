// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that the user of a script may not run: Redis answers the script with ERR. Pure. */
final class ScriptRefusal {
  /** Redis 7.0 and newer. */
  private static final Pattern NAMED =
      Pattern.compile("ERR ACL failure in script:.*?(?:the '([^']{1,60})' command.*)?");

  /** Redis 6.2. */
  private static final String UNNAMED = "The user executing the script can't run this command";

  private ScriptRefusal() {}

  /** The error as it would be outside of a script. */
  static String plain(String error) {
    return NAMED.matcher(error).matches() || error.contains(UNNAMED) ? "NOPERM " + error : error;
  }

  /** The refused command, in words that follow the script's; empty where it is not named. */
  static String command(String error) {
    Matcher m = NAMED.matcher(error);
    return m.matches() && m.group(1) != null ? " with " + m.group(1).toUpperCase(Locale.ROOT) : "";
  }
}
