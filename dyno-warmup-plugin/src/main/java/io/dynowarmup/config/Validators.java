// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Checks the syntax of a setting's text without asking any server. The packages that use the text
 * parse it again, and they must accept what passes here.
 */
final class Validators {
  private static final long MOST_TOKEN = 0xffffffffL;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");
  private static final Pattern WORD = Pattern.compile("[^\\s\\p{Cntrl}:;]+");
  private static final Pattern UNBROKEN = Pattern.compile("[^\\s\\p{Cntrl}]+");

  private Validators() {}

  static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  /**
   * Returns whether the text is a number in the range: digits only, no sign, exponent, separator or
   * unit.
   */
  static boolean isNumber(String text, long least, long most) {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    long n = Long.parseLong(text);
    return n >= least && n <= most;
  }

  /**
   * Returns whether the text is a port of at most five digits. With leading zeros, Dynomite and
   * this program would disagree on the value.
   */
  static boolean isPort(String text) {
    return text.length() <= 5 && isNumber(text, 1, 65_535);
  }

  static boolean isPorts(String text) {
    return Arrays.stream(text.split(",", -1)).allMatch(Validators::isPort);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Returns whether the text is a name as Dynomite allows it between the colons of a seed. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  static boolean isUnbroken(String text) {
    return UNBROKEN.matcher(text).matches();
  }

  static boolean isHost(String text) {
    return isName(text) || IPV6.matcher(text).matches();
  }

  static boolean isEndpoint(String text) {
    int colon = text.lastIndexOf(':');
    return colon > 0
        && isHostBeforeColon(text.substring(0, colon))
        && isPort(text.substring(colon + 1));
  }

  private static boolean isHostBeforeColon(String text) {
    return isName(text)
        || (text.startsWith("[")
            && text.endsWith("]")
            && isHost(text.substring(1, text.length() - 1)));
  }

  static boolean isUrl(String text) {
    String scheme = "http://";
    if (!text.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return false;
    }
    String address = text.substring(scheme.length());
    return isEndpoint(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
  }

  /** Returns whether the text is a host, an endpoint or the name of a rack. */
  static boolean isSource(String text) {
    return isWord(text) || isHost(text) || isEndpoint(text);
  }

  static boolean isTokens(String text) {
    for (String token : text.split(",", -1)) {
      if (token.length() > 10 || !isNumber(token, 0, MOST_TOKEN)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether each peer has the form host:dynPort:rack:datacenter:tokens[:redisPort]. */
  static boolean isPeers(String text) {
    boolean any = false;
    for (String peer : text.split("[;\\s]+")) {
      if (!peer.isEmpty()) {
        if (!isPeer(peer)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private static boolean isPeer(String text) {
    int colon = text.indexOf(':', text.startsWith("[") ? Math.max(0, text.indexOf(']')) : 0);
    if (colon < 0 || !isHostBeforeColon(text.substring(0, colon))) {
      return false;
    }
    String[] parts = text.substring(colon + 1).split(":", -1);
    return (parts.length == 4 || parts.length == 5)
        && isPort(parts[0])
        && isWord(parts[1])
        && isWord(parts[2])
        && isTokens(parts[3])
        && (parts.length == 4 || isPort(parts[4]));
  }

  static boolean isLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }
}
