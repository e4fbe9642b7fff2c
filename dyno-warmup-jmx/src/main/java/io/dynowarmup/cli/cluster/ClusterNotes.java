// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import io.dynowarmup.api.Peer;
import io.dynowarmup.cli.screen.Row;
import io.dynowarmup.cli.screen.Style;
import io.dynowarmup.cli.screen.WordWrap;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says below the table how the cluster is, and why nodes are not in service. Pure functions. */
final class ClusterNotes {
  private static final List<String> FINE = Arrays.asList("SERVING", "WARMING");
  private static final String INDENT = "  ";

  private ClusterNotes() {}

  /** Returns how many nodes are in which state. */
  static Row counts(List<NodeReading> readings) {
    Map<String, Integer> states = new TreeMap<>();
    readings.forEach(r -> states.merge(r.state(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    states.forEach((state, count) -> parts.add(count + " " + state));
    String nodes = Units.count(readings.size(), "node") + ": ";
    return new Row().add(nodes + String.join(", ", parts), Style.BOLD);
  }

  /**
   * Returns a sentence for each node that does not serve, for each whose MBean refused the request,
   * and one for all that have no MBean.
   */
  static List<Row> notes(List<NodeReading> readings, int width) {
    List<Row> notes = new ArrayList<>();
    for (NodeReading reading : readings) {
      if (!FINE.contains(reading.state())) {
        add(notes, place(reading) + " " + reading.state() + ": " + reading.reason(), width);
      }
    }
    for (NodeReading reading : readings) {
      reading
          .jmxRefusal()
          .ifPresent(why -> add(notes, place(reading) + " daemon not read: " + why, width));
    }
    long direct = readings.stream().filter(r -> r.origin() == Origin.DIRECT).count();
    if (direct > 0) {
      add(
          notes,
          "Read from Redis and Dynomite, without a daemon: "
              + direct
              + " of "
              + Units.count(readings.size(), "node")
              + ". Their runs are not shown; --json has the reasons.",
          width);
    }
    return notes;
  }

  private static void add(List<Row> rows, String text, int width) {
    String indent = "";
    int room = width - INDENT.length();
    for (String line : WordWrap.of(text, room, Integer.MAX_VALUE)) {
      rows.add(new Row().add(indent + line));
      indent = INDENT;
    }
  }

  private static String place(NodeReading reading) {
    Peer peer = reading.member().peer();
    return peer.rack() + (peer.tokens().isEmpty() ? "" : " " + peer.tokens().get(0));
  }
}
