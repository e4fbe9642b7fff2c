// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One line of a screen: pieces of text, each with a style. Its width counts only visible
 * characters.
 */
public final class Row {
  private final List<String> texts = new ArrayList<>();
  private final List<Style> styles = new ArrayList<>();
  private int width;

  public static Row of(String text) {
    return new Row().add(text);
  }

  public Row add(String text) {
    return add(text, Style.PLAIN);
  }

  /**
   * Adds a text.
   *
   * @param text the text; control characters, which could do anything to a terminal, become blanks
   */
  public Row add(String text, Style style) {
    String harmless = text.replaceAll("\\p{Cntrl}", " ");
    texts.add(harmless);
    styles.add(style);
    width += length(harmless);
    return this;
  }

  /** Adds blanks up to this column, at least one unless the row is empty. */
  public Row to(int column) {
    return to(column, Style.PLAIN);
  }

  public Row to(int column, Style style) {
    return add(blanks(Math.max(width == 0 ? 0 : 1, column - width)), style);
  }

  public static String blanks(int count) {
    return String.join("", Collections.nCopies(count, " "));
  }

  /** Appends this row to another one. */
  void appendTo(Row row) {
    for (int i = 0; i < texts.size(); i++) {
      row.add(texts.get(i), styles.get(i));
    }
  }

  public int width() {
    return width;
  }

  /**
   * Returns the row as text.
   *
   * @param most maximum width; a longer text is cut and ends with a mark
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

  /** Returns the whole text without styles and without blanks at its end. */
  @Override
  public String toString() {
    return String.join("", texts).replaceAll(" +$", "");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
