// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Describes what can be shown: the width, the characters and whether colour is available.
 * Immutable.
 */
public final class Surface {
  static final int WIDTH = 80;
  static final int HEIGHT = 24;
  private static final int NARROWEST = 40;

  private final Glyphs glyphs;
  private final boolean colour;
  private final int width;
  private final int height;

  Surface(Glyphs glyphs, boolean colour, int width, int height) {
    this.glyphs = glyphs;
    this.colour = colour;
    this.width = Math.max(NARROWEST, width);
    this.height = Math.max(1, height);
  }

  /**
   * Returns the surface of stdout: a terminal, or a file or pipe with lines of 100 plain
   * characters.
   */
  public static Surface ofStdout(Map<String, String> environment) {
    if (!Terminal.canDraw(environment)) {
      return new Surface(Glyphs.ASCII, false, 100, HEIGHT);
    }
    return ofTerminal(environment, Stty.size());
  }

  /**
   * Returns the surface of a terminal.
   *
   * @param size rows and columns
   */
  static Surface ofTerminal(Map<String, String> environment, int[] size) {
    boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Surface(Glyphs.of(environment), colour, size[1], size[0]);
  }

  public Glyphs glyphs() {
    return glyphs;
  }

  public int width() {
    return width;
  }

  int height() {
    return height;
  }

  /**
   * Returns a frame that overwrites the previous one. Each line is addressed, so that a terminal
   * that has just lost rows does not scroll.
   */
  String frame(List<Row> rows) {
    StringBuilder frame = new StringBuilder();
    int line = 1;
    for (Row row : rows) {
      frame.append("\u001b[").append(line++).append(";1H");
      frame.append(row.text(width, glyphs, colour));
      // In the last column this would clear the last character.
      frame.append(row.width() < width ? "\u001b[K" : "");
    }
    return frame.toString();
  }

  /** Returns lines for a stream. */
  public List<String> draw(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(row.text(width, glyphs, colour)));
    return lines;
  }
}
