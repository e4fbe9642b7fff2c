// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** Wraps a sentence into lines. Pure functions. */
public final class WordWrap {
  private WordWrap() {}

  /**
   * Wraps a text at blanks.
   *
   * @param width maximum width of a line, unless a single word is longer
   * @param most maximum number of lines; the last one holds the rest
   */
  public static List<String> of(String text, int width, int most) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.trim().split("\\s+")) {
      boolean full = line.length() > 0 && line.length() + 1 + word.length() > width;
      if (full && lines.size() < most - 1) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
