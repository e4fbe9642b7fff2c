// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import java.util.Locale;
import java.util.Map;

/** The characters for bars and ticks. */
enum Glyphs {
  UNICODE(
      "\u2713",
      "\u25b6",
      "\u00b7",
      "\u2717",
      "\u2026",
      " \u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588",
      "\u2591"),
  ASCII("+", ">", ".", "x", "~", " #", ".");

  final String done;
  final String now;
  final String todo;
  final String failed;
  final String cut;
  private final String filled;
  private final String empty;

  Glyphs(
      String done,
      String now,
      String todo,
      String failed,
      String cut,
      String filled,
      String empty) {
    this.done = done;
    this.now = now;
    this.todo = todo;
    this.failed = failed;
    this.cut = cut;
    this.filled = filled;
    this.empty = empty;
  }

  /** Returns the characters that the locale of the environment can show. */
  static Glyphs of(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
      if (!locale.isEmpty()) {
        return locale.contains("UTF-8") || locale.contains("UTF8") ? UNICODE : ASCII;
      }
    }
    return ASCII;
  }

  /**
   * Draws a bar.
   *
   * @param share 0 to 1; values outside are limited to this range
   */
  String bar(double share, int width) {
    int steps = filled.length() - 1;
    int parts = (int) (Math.max(0, Math.min(1, share)) * width * steps);
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i < width; i++) {
      int here = Math.max(0, Math.min(steps, parts - i * steps));
      bar.append(here == 0 ? empty : filled.substring(here, here + 1));
    }
    return bar.toString();
  }
}
