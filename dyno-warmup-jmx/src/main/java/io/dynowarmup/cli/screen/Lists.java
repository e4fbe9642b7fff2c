// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Formats the lists of any length: the candidates from the top and the warnings at the bottom edge,
 * so that another warning moves nothing else. Immutable.
 */
final class Lists {
  private final Glyphs glyphs;
  private final int width;
  private final int mostLines;

  /**
   * Creates the lists.
   *
   * @param mostLines maximum number of lines for each item; longer items are cut
   */
  Lists(Glyphs glyphs, int width, int mostLines) {
    this.glyphs = glyphs;
    this.width = width;
    this.mostLines = mostLines;
  }

  /**
   * Returns the lines.
   *
   * @param rest lines of the sentence that did not fit above
   * @param room number of lines to fill; {@link Integer#MAX_VALUE} for as many as needed
   */
  List<Row> rows(BeanSnapshot r, List<String> rest, int room) {
    Block full = new Block("Continued", false);
    rest.forEach(line -> full.add(Collections.singletonList(Row.of("  " + line))));
    Block candidates = new Block("Candidates", false);
    r.items("Candidates").forEach(c -> candidates.add(candidate(c)));
    Block warnings = new Block("Warnings", true);
    r.texts("Warnings").forEach(text -> warnings.add(warning(text)));
    return room == Integer.MAX_VALUE
        ? apart(candidates, warnings)
        : filled(full, candidates, warnings, room);
  }

  private static List<Row> apart(Block... blocks) {
    List<Row> rows = new ArrayList<>();
    for (Block block : blocks) {
      if (block.size() > 0) {
        rows.add(new Row());
        rows.addAll(block.rows(Integer.MAX_VALUE));
      }
    }
    return rows;
  }

  private List<Row> filled(Block full, Block candidates, Block warnings, int room) {
    int left = Math.max(0, room - 1);
    int others = full.size() + candidates.size();
    List<Row> bottom = warnings.rows(Math.max(1 + mostLines, left - others));
    List<Row> rows = new ArrayList<>(Collections.nCopies(Math.min(1, room), new Row()));
    rows.addAll(full.rows(left - bottom.size()));
    rows.addAll(candidates.rows(1 + left - rows.size() - bottom.size()));
    while (rows.size() + bottom.size() < room) {
      rows.add(new Row());
    }
    rows.addAll(bottom);
    return rows;
  }

  private List<Row> warning(String text) {
    return wrapped(new Row().to(2).add("! ", Style.WAITING), text, Style.PLAIN, mostLines);
  }

  private List<Row> candidate(BeanSnapshot c) {
    boolean chosen = c.flag("chosen");
    Style style = chosen ? Style.NOW : c.flag("eligible") ? Style.PLAIN : Style.DIM;
    String mark = chosen ? glyphs.now : c.flag("eligible") ? glyphs.todo : glyphs.failed;
    String peer = mark + " " + c.text("peer") + " (" + c.text("rack") + ")  ";
    return wrapped(
        new Row().to(2).add(peer, style),
        c.text("verdict"),
        c.flag("eligible") ? Style.PLAIN : Style.DIM,
        mostLines);
  }

  private List<Row> wrapped(Row begin, String text, Style style, int most) {
    List<Row> rows = new ArrayList<>();
    Row row = begin;
    int indent = begin.width();
    for (String line : WordWrap.of(text, width - indent, most)) {
      rows.add(row.add(line, style));
      row = new Row().add(Row.blanks(indent));
    }
    return rows;
  }
}
