// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fits text into the width of a terminal. Pure functions. */
final class LineFit {
  /** A narrower line has no columns. */
  private static final int NARROW = 60;

  private static final int INDENT = 2;
  private static final Pattern COLUMNS = Pattern.compile(" {2,}");
  private static final Pattern CLAUSE_END = Pattern.compile("[,;:] ");

  private LineFit() {}

  /**
   * Returns the text in one line. A longer text loses its last clauses; they hold the least
   * important facts.
   *
   * @param width the greatest number of characters
   */
  static String oneLine(String text, int width) {
    String all = width < NARROW ? COLUMNS.matcher(text).replaceAll(" ") : text;
    if (all.length() <= width) {
      return all;
    }
    int end = 0;
    Matcher clause = CLAUSE_END.matcher(all);
    while (clause.find() && clause.start() <= width) {
      end = clause.start();
    }
    if (end == 0) {
      end = Math.max(all.lastIndexOf(' ', width), 0);
    }
    return all.substring(0, end == 0 ? width : end).trim();
  }

  /**
   * Returns the text in as many lines as it needs. It is broken between words, and a continuation
   * begins under the last column of the first line.
   */
  static String wrapped(String text, int width) {
    int indent = width < NARROW ? INDENT : column(text, width);
    StringBuilder lines = new StringBuilder();
    String rest = text;
    int room = width;
    int blank = breakAt(rest, room);
    while (blank > 0) {
      lines.append(rest, 0, blank).append(System.lineSeparator());
      lines.append(blanks(indent));
      rest = rest.substring(blank).trim();
      room = width - indent;
      blank = breakAt(rest, room);
    }
    return lines.append(rest).toString();
  }

  /** Returns the blank at which a line ends; 0 if the text fits, or if it is one word. */
  private static int breakAt(String text, int room) {
    if (text.length() <= room) {
      return 0;
    }
    int blank = text.lastIndexOf(' ', room);
    boolean empty = blank < 0 || text.substring(0, blank).trim().isEmpty();
    return Math.max(0, empty ? text.indexOf(' ', room) : blank);
  }

  /** Returns where the last column begins, if it has at least half of the line. */
  private static int column(String text, int width) {
    int column = INDENT;
    Matcher gap = COLUMNS.matcher(text);
    while (gap.find() && gap.end() <= width / 2) {
      column = gap.end();
    }
    return column;
  }

  private static String blanks(int count) {
    return String.format("%" + count + "s", "");
  }
}
