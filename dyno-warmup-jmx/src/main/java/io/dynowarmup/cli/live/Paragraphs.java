// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import io.dynowarmup.cli.screen.Stty;
import io.dynowarmup.cli.screen.Terminal;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Breaks the lines of a text between words if they go to a terminal. In a file or a pipe each line
 * stays one line.
 */
public final class Paragraphs {
  private Paragraphs() {}

  /** Returns a text for stdout. */
  public static String onStdout(String text) {
    return Terminal.canDraw(System.getenv()) ? wrapped(text, Stty.columns()) : text;
  }

  /** Returns a text for stderr. */
  public static String onStderr(String text) {
    return Terminal.canRewrite(System.getenv()) ? wrapped(text, Stty.columns()) : text;
  }

  static String wrapped(String text, int columns) {
    return Arrays.stream(text.split("\\R"))
        .map(line -> LineFit.wrapped(line, columns))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
