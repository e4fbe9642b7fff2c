// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import io.dynowarmup.cli.screen.Row;
import io.dynowarmup.cli.screen.Style;
import io.dynowarmup.cluster.NodeReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Shows one line for each node, with as many columns as there is room for. Immutable. */
final class ClusterTable {
  private static final int GAP = 2;

  private final List<NodeReading> readings;
  private final int width;
  private final List<Column> columns;
  private final int[] widths = new int[Column.values().length];

  ClusterTable(List<NodeReading> readings, int width) {
    this.readings = readings;
    this.width = width;
    for (Column column : Column.values()) {
      int longest = column.leastWidth();
      for (NodeReading reading : readings) {
        longest = Math.max(longest, column.text(reading).length());
      }
      widths[column.ordinal()] = longest;
    }
    this.columns = fitting();
  }

  private List<Column> fitting() {
    List<Column> kept = new ArrayList<>(Arrays.asList(Column.values()));
    List<Column> order = new ArrayList<>();
    kept.stream().filter(c -> c.dropped() > 0).forEach(order::add);
    order.sort(Comparator.comparing(this::hasValues).thenComparing(Column::dropped));
    for (Column next : order) {
      if (total(kept) <= width) {
        break;
      }
      kept.remove(next);
    }
    return kept;
  }

  private boolean hasValues(Column column) {
    return readings.stream().anyMatch(r -> !column.text(r).isEmpty());
  }

  private int total(List<Column> some) {
    return some.stream().mapToInt(c -> widths[c.ordinal()] + GAP).sum() - GAP;
  }

  /** Returns the header and the lines. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(header());
    readings.forEach(reading -> rows.add(row(reading)));
    return rows;
  }

  private Row header() {
    Row row = new Row();
    for (Column column : columns) {
      cell(row, column, column.header(), Style.DIM);
    }
    return row;
  }

  /** If only the state of a node is known, the reason takes the place of the other columns. */
  private Row row(NodeReading reading) {
    Row row = new Row();
    boolean silent =
        reading.values().values().keySet().stream().allMatch(n -> n.startsWith("Node"));
    for (Column column : columns) {
      cell(row, column, column.text(reading), column.style(reading));
      if (column == Column.STATE && silent) {
        return row.add(Row.blanks(GAP)).add(reading.reason(), Style.BAD);
      }
    }
    return row;
  }

  private void cell(Row row, Column column, String text, Style style) {
    String blanks = Row.blanks(widths[column.ordinal()] - text.length());
    row.add(row.width() == 0 ? "" : Row.blanks(GAP));
    row.add(column.right() ? blanks + text : text + blanks, style);
  }
}
