// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Endpoint;

/** Prepares texts from files and connections for messages and for addresses. */
public final class Texts {
  private static final int LONGEST = 100;
  private static final int LONGEST_NAME = 255;

  private Texts() {}

  /** Returns one line without control characters, cut after 100 characters. */
  public static String quotable(String text) {
    String t = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return t.replaceAll("\\p{Cntrl}", "?");
  }

  public static IllegalArgumentException notAllowed(String text, String allowed) {
    return new IllegalArgumentException(
        "'" + quotable(text) + "' is not allowed; allowed: " + allowed);
  }

  /**
   * Returns the endpoint at which this node reaches a server that listens on the host. A wildcard
   * becomes loopback.
   */
  public static Endpoint reachable(String host, int port) {
    return new Endpoint(isWildcard(host) ? "127.0.0.1" : host, port);
  }

  public static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::") || host.equals("*");
  }

  /**
   * Checks the name of a rack or a data centre.
   *
   * @throws IllegalArgumentException if it is longer than 255 characters
   */
  public static String name(String text) {
    if (text.length() > LONGEST_NAME) {
      throw notAllowed(text, "a name of at most " + LONGEST_NAME + " characters");
    }
    return text;
  }

  /**
   * Returns the host without the brackets of an IPv6 address.
   *
   * @throws IllegalArgumentException if it is empty, longer than 255 characters, or contains a
   *     blank, a bracket or a control character
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
