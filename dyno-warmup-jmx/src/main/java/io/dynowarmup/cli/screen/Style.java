// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

/** The styles of text on a terminal. */
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  GOOD("32"),
  WAITING("33"),
  BAD("1;31"),
  NOW("1;36"),
  TITLE("7");

  private static final String RESET = "\u001b[0m";

  private final String sgr;

  Style(String sgr) {
    this.sgr = sgr;
  }

  String paint(String text) {
    return sgr.isEmpty() || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + RESET;
  }
}
