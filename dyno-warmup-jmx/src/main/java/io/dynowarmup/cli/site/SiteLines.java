// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.site;

import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.site.NodeResult;
import io.dynowarmup.site.SiteReport;
import io.dynowarmup.site.VerifyResult;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows a bootstrap: one line for each change of a node, and a live line with all that are running.
 */
public final class SiteLines {
  private final Screen screen;
  private final Map<String, String> shown = new HashMap<>();

  public SiteLines(Screen screen) {
    this.screen = screen;
  }

  /** Shows what has changed since the last call. */
  public void show(List<NodeResult> nodes) {
    List<String> running = new ArrayList<>();
    long warm = nodes.stream().filter(NodeResult::isWarm).count();
    for (NodeResult node : nodes) {
      String state = node.state() + node.reason();
      if (!state.equals(shown.put(node.node(), state))) {
        screen.line(line(node));
      }
      if (node.state() == NodeResult.State.RUNNING) {
        running.add(node.node() + " " + bytes(node));
      }
    }
    screen.live(
        warm + " of " + Units.count(nodes.size(), "node") + " warm; " + String.join(", ", running));
  }

  /** Shows how far verifications are: a line for each node that has ended, and a live line. */
  public void verified(List<VerifyResult> nodes) {
    List<String> running = new ArrayList<>();
    for (VerifyResult node : nodes) {
      if (node.isRunning()) {
        running.add(node.node() + (node.percent() < 0 ? "" : " " + node.percent() + " %"));
      } else if (shown.put(node.node(), node.state()) == null) {
        screen.line(line(node));
      }
    }
    screen.live(
        nodes.size()
            - running.size()
            + " of "
            + Units.count(nodes.size(), "node")
            + " verified; "
            + String.join(", ", running));
  }

  private static String line(VerifyResult node) {
    String found =
        node.isDone()
            ? ", " + Units.keys(node.keys()) + " compared, " + node.differences() + " differ"
            : "";
    return String.format(
        Locale.ROOT,
        "%-12s  %s%s%s",
        node.state(),
        node.node(),
        found,
        node.reason().isEmpty() ? "" : ": " + node.reason());
  }

  /** Returns one line for a node. */
  public static String line(NodeResult node) {
    boolean copied = node.isWarm() || node.state() == NodeResult.State.RUNNING;
    String from =
        node.source()
            .filter(source -> copied)
            .map(source -> " from " + source + (node.isFromAfar() ? "" : " (this data centre)"))
            .orElse("");
    String holds =
        node.isWarm() ? ", " + bytes(node) + ", " + Units.keys(node.keys().orElse(0)) : "";
    return String.format(
        Locale.ROOT,
        "%-12s  %s%s%s%s",
        node.state(),
        node.node(),
        from,
        holds,
        node.reason().isEmpty() ? "" : ": " + node.reason());
  }

  private static String bytes(NodeResult node) {
    return node.bytes().isPresent() ? Units.bytes(node.bytes().getAsLong()) : "unknown bytes";
  }

  /** Returns the lines at the end of a bootstrap. */
  public static List<String> end(SiteReport report) {
    List<String> lines = new ArrayList<>();
    if (report.outcome() == SiteReport.Outcome.REFUSED) {
      lines.addAll(report.misses());
      lines.add("REFUSED: nothing was touched");
      return lines;
    }
    report.nodes().forEach(node -> lines.add(line(node)));
    long warm = report.nodes().stream().filter(NodeResult::isWarm).count();
    lines.add(
        report.outcome()
            + " in "
            + Units.time(report.elapsedMillis())
            + ": "
            + warm
            + " of "
            + Units.count(report.nodes().size(), "node")
            + " warm; "
            + Units.bytes(report.bytesFromAfar())
            + " came from the other data centre, "
            + Units.bytes(report.bytesFromNear())
            + " from racks of this one"
            + advice(report));
    return lines;
  }

  private static String advice(SiteReport report) {
    switch (report.outcome()) {
      case TIMED_OUT:
        return "; the time is up: the runs continue in the daemons, and the same command continues";
      case FAILED:
        return "; the site stays closed for reads where it was to be opened together: see the"
            + " reasons, then give the same command again, or open single nodes with"
            + " 'enable-incoming-replication'";
      default:
        return "";
    }
  }
}
