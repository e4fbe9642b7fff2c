// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Endpoint;

/** What is read from files and wires, made fit for messages and for connecting. */
public final class Texts {
  private static final int LONGEST = 100;
  private static final int LONGEST_NAME = 255;

  private Texts() {}

  /** One line, no control characters, at most 100 characters. */
  public static String quotable(String text) {
    String t = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return t.replaceAll("\\p{Cntrl}", "?");
  }

  public static IllegalArgumentException notAllowed(String text, String allowed) {
    return new IllegalArgumentException(
        "'" + quotable(text) + "' is not allowed; allowed: " + allowed);
  }

  /** Where to connect to for what listens at this host: a wildcard means loopback for us. */
  public static Endpoint reachable(String host, int port) {
    return new Endpoint(isWildcard(host) ? "127.0.0.1" : host, port);
  }

  public static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("*");
  }

  /**
   * The name of a rack or a data centre.
   *
   * @throws IllegalArgumentException when it is longer than 255 characters
   */
  public static String name(String text) {
    if (text.length() > LONGEST_NAME) {
      throw notAllowed(text, "a name of at most " + LONGEST_NAME + " characters");
    }
    return text;
  }

  /**
   * The host without the brackets of an IPv6 address.
   *
   * @throws IllegalArgumentException when it is empty or holds a blank or a control character
   */
  public static String host(String text) {
    String h =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (h.isEmpty() || h.length() > LONGEST_NAME || !h.matches("[^\\s\\p{Cntrl}\\[\\]]+")) {
      throw new IllegalArgumentException("'" + quotable(text) + "' is not a host");
    }
    return h;
  }
}
