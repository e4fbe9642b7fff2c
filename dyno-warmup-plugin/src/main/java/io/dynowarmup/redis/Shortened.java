// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

/** Prepares foreign text for a message: one line, printable, at most 200 characters. */
final class Shortened {
  private static final int MAX = 200;

  private Shortened() {}

  static String of(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]+", "?").trim();
    return printable.length() <= MAX ? printable : printable.substring(0, MAX) + "…";
  }
}
