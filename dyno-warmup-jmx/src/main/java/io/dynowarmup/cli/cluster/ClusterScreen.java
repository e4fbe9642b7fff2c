// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import io.dynowarmup.cli.screen.FullScreen;
import io.dynowarmup.cli.screen.Row;
import io.dynowarmup.cli.screen.Style;
import io.dynowarmup.cli.screen.Surface;
import io.dynowarmup.cli.screen.Times;
import io.dynowarmup.cluster.ClusterReader;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.List;

/** Shows a cluster on the whole terminal. */
public final class ClusterScreen implements FullScreen.Picture {
  private final ClusterReader reader;
  private final String name;
  private final Ticker ticker;
  private List<NodeReading> readings;

  /**
   * Creates a screen.
   *
   * @param name where the nodes come from, for the title
   */
  public ClusterScreen(ClusterReader reader, String name, Ticker ticker) {
    this.reader = reader;
    this.name = name;
    this.ticker = ticker;
  }

  /** Returns the table with all notes, for a stream. */
  public static List<String> lines(List<NodeReading> readings, Surface surface) {
    List<Row> rows = new ArrayList<>(new ClusterTable(readings, surface.width()).rows());
    rows.add(ClusterNotes.counts(readings));
    rows.addAll(ClusterNotes.notes(readings, surface.width()));
    return surface.draw(rows);
  }

  @Override
  public Object version() {
    readings = reader.latest();
    // Drawn at regular times, because some node always has a new reading.
    return this;
  }

  /** If not all fits, the notes are left out first, then nodes at the end. */
  @Override
  public List<Row> rows(Surface surface, int height) {
    int width = surface.width();
    List<Row> rows = new ArrayList<>();
    rows.add(title(width));
    List<Row> table = new ClusterTable(readings, width).rows();
    int room = Math.max(1, height - 2);
    if (table.size() <= room) {
      rows.addAll(table);
    } else {
      int shown = Math.max(1, room - 1);
      rows.addAll(table.subList(0, shown));
      rows.add(new Row().add(table.size() - shown + " more nodes", Style.DIM));
    }
    rows.add(ClusterNotes.counts(readings));
    rows.addAll(ClusterNotes.notes(readings, width));
    return rows;
  }

  private Row title(int width) {
    String right = " " + Times.time(ticker.epochMillis()) + " ";
    String left = " dyno-warmup  " + name;
    int room = width - right.length() - 1;
    Row row = new Row().add(left.substring(0, Math.min(left.length(), room)), Style.TITLE);
    return row.to(width - right.length(), Style.TITLE).add(right, Style.TITLE);
  }

  @Override
  public void footer(Row row) {
    // A node that does not answer is one of the lines.
  }
}
