// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One line of a screen: pieces of text, each in its style. Its width is what is to be seen. */
final class Row {
  private final List<String> texts = new ArrayList<>();
  private final List<Style> styles = new ArrayList<>();
  private int width;

  static Row of(String text) {
    return new Row().add(text);
  }

  Row add(String text) {
    return add(text, Style.PLAIN);
  }

  /**
   * @param text control characters in it, that could do anything to a terminal, become blanks
   */
  Row add(String text, Style style) {
    String harmless = text.replaceAll("\\p{Cntrl}", " ");
    texts.add(harmless);
    styles.add(style);
    width += length(harmless);
    return this;
  }

  /** Blanks up to that column, one at least unless nothing is before it. */
  Row to(int column) {
    return to(column, Style.PLAIN);
  }

  Row to(int column, Style style) {
    return add(blanks(Math.max(width == 0 ? 0 : 1, column - width)), style);
  }

  static String blanks(int count) {
    return String.join("", Collections.nCopies(count, " "));
  }

  /** Puts all of this behind the other one. */
  void appendTo(Row row) {
    for (int i = 0; i < texts.size(); i++) {
      row.add(texts.get(i), styles.get(i));
    }
  }

  int width() {
    return width;
  }

  /**
   * @param most what is longer is cut, and says so by its last character
   */
  String text(int most, Glyphs glyphs, boolean colour) {
    StringBuilder out = new StringBuilder();
    int left = width > most ? most - length(glyphs.cut) : most;
    for (int i = 0; i < texts.size() && left > 0; i++) {
      String piece = texts.get(i);
      if (length(piece) > left) {
        piece = piece.substring(0, piece.offsetByCodePoints(0, left));
      }
      left -= length(piece);
      out.append(colour ? styles.get(i).paint(piece) : piece);
    }
    if (width > most) {
      out.append(glyphs.cut);
    }
    return colour ? out.toString() : out.toString().replaceAll(" +$", "");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
