// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Formats tokens for the state file. */
final class TokensFormat {
  private TokensFormat() {}

  static String of(List<Long> tokens) {
    return tokens.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Parses tokens. Invalid tokens are left out. */
  static List<Long> parse(String text) {
    List<Long> tokens = new ArrayList<>();
    for (String token : text.split(",")) {
      if (token.trim().matches("\\d{1,10}")) {
        tokens.add(Long.valueOf(token.trim()));
      }
    }
    return tokens;
  }
}
