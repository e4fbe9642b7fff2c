// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.List;

/** A sentence in lines. Pure. */
final class WordWrap {
  private WordWrap() {}

  /**
   * Breaks at blanks.
   *
   * @param width of a line, unless one word is longer
   * @param most lines; the last one holds all the rest
   */
  static List<String> of(String text, int width, int most) {
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
