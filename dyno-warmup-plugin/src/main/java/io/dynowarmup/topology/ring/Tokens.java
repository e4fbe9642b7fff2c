// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Parses tokens and ports as Dynomite does, and refuses texts that Dynomite would misread. */
public final class Tokens {
  static final String ALLOWED = "whole numbers 0 to 4294967295, separated by commas, no spaces";
  private static final long MAX = 0xffffffffL;

  private Tokens() {}

  /**
   * Parses tokens.
   *
   * @throws IllegalArgumentException if the text is not {@link #ALLOWED}
   */
  public static List<Long> parse(String text) {
    List<Long> tokens = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      OptionalLong token = digits(part, 10);
      if (!token.isPresent() || token.getAsLong() > MAX) {
        throw new IllegalArgumentException(
            "'" + Texts.quotable(part) + "' is not a token; allowed: " + ALLOWED);
      }
      if (!tokens.contains(token.getAsLong())) {
        tokens.add(token.getAsLong());
      }
    }
    return tokens;
  }

  /**
   * Parses a port.
   *
   * @throws IllegalArgumentException if the text is not 1 to 65535
   */
  public static int port(String text) {
    long port = digits(text, 5).orElse(0);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "'" + Texts.quotable(text) + "' is not a port; allowed: 1 to 65535");
    }
    return (int) port;
  }

  /** Returns the number; empty if the text is not one to {@code max} ASCII digits. */
  public static OptionalLong digits(String text, int max) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return text.isEmpty() || text.length() > max || !digits
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text));
  }
}
