// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.text.StatusText;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Formats the facts about the source, the transfer and the node, one line each. Pure functions. */
final class Facts {
  private static final int NAME = 10;
  private static final List<String> NOTHING = Arrays.asList("", "unknown", "none yet", "none", "-");
  private static final List<String> SAYS_LESS = Arrays.asList("", "UP", "SUSPENDED", "UNKNOWN");

  private Facts() {}

  /**
   * Returns one line for each fact, or more if it is wrapped.
   *
   * @param room width of a line
   * @param wraps whether a longer value is wrapped; otherwise it loses its explanation
   */
  static List<Row> rows(BeanSnapshot r, int room, boolean wraps) {
    List<Row> lines = new ArrayList<>();
    for (Row fact : all(r, room)) {
      lines.addAll(fitted(fact, room, wraps));
    }
    return lines;
  }

  private static List<Row> fitted(Row fact, int room, boolean wraps) {
    String text = fact.toString();
    int explains = text.indexOf(" (", NAME);
    if (text.length() <= room || explains < 0 || room <= NAME) {
      return Collections.singletonList(fact);
    }
    String name = text.substring(0, NAME).trim();
    if (!wraps) {
      return Collections.singletonList(
          fact(name, text.substring(NAME, explains).trim(), Style.PLAIN));
    }
    List<Row> lines = new ArrayList<>();
    for (String line : WordWrap.of(text.substring(NAME), room - NAME, Integer.MAX_VALUE)) {
      lines.add(fact(lines.isEmpty() ? name : "", line, Style.PLAIN));
    }
    return lines;
  }

  private static List<Row> all(BeanSnapshot r, int room) {
    List<Row> facts = new ArrayList<>();
    String source = source(r, room - NAME);
    boolean over = !r.flag("Running") && !r.text("RunId").isEmpty();
    String none = over ? "none" : "none yet";
    facts.add(fact("Source", StatusSentence.or(source, none), Style.BOLD));
    facts.add(fact("Strategy", StatusSentence.or(r.text("Strategy"), none), Style.PLAIN));
    facts.add(fact("Rate", rate(r), Style.PLAIN));
    facts.add(fact("Lag", lag(r), Style.PLAIN));
    facts.add(process(r, "Dynomite", r.text("DynomiteState")));
    facts.add(process(r, "Redis", r.text("RedisRole")));
    facts.add(fact("Peers", peers(r), Style.PLAIN));
    return facts;
  }

  /** Names the sources of the other parts of a copy; without room for them, says how many. */
  private static String source(BeanSnapshot r, int room) {
    List<String> sources = r.texts("Sources");
    List<String> before = sources.subList(0, Math.max(0, sources.size() - 1));
    String rack = r.text("SourceRack");
    String all = source(r, rack, before.isEmpty() ? "" : "after " + String.join(", ", before));
    return all.length() <= room || before.isEmpty()
        ? all
        : source(r, rack, sources.size() + " sources");
  }

  private static String source(BeanSnapshot r, String rack, String more) {
    String explained = rack + (rack.isEmpty() || more.isEmpty() ? "" : ", ") + more;
    return r.text("Source") + (explained.isEmpty() ? "" : " (" + explained + ")");
  }

  private static Row fact(String name, String value, Style style) {
    boolean nothing = NOTHING.contains(value);
    return new Row()
        .add(name, Style.DIM)
        .add(Row.blanks(NAME - name.length()))
        .add(value, nothing ? Style.DIM : style);
  }

  /** Returns the rate of the bulk; after the bulk has arrived, the last rate has no meaning. */
  private static String rate(BeanSnapshot r) {
    if (!r.text("Phase").equals("TRANSFER")) {
      return "-";
    }
    long rate = r.number("BytesPerSecond");
    return rate < 0 ? "unknown" : Units.bytes(rate) + "/s";
  }

  /** Between runs there is no lag. */
  private static String lag(BeanSnapshot r) {
    return r.flag("Running") ? Units.bytes(r.number("LagBytes")) : "-";
  }

  /** Only a run counts them. */
  private static String peers(BeanSnapshot r) {
    if (!r.flag("Running")) {
      return "-";
    }
    long expected = r.number("PeersExpected");
    return expected < 0 ? "unknown" : StatusText.peers(r.number("PeersConnected"), expected);
  }

  /** Between runs a daemon watches both processes; its view is newer than that of the run. */
  private static Row process(BeanSnapshot r, String name, String seenByRun) {
    String state = seenByRun;
    for (BeanSnapshot process : r.items("Processes")) {
      String watched = process.text("state");
      boolean newer = process.text("name").equals(name) && !r.flag("Running");
      boolean more = !SAYS_LESS.contains(watched) || (watched.equals("UP") && state.isEmpty());
      if (newer && more) {
        state = watched;
      }
    }
    return fact(name, StatusSentence.or(state, "unknown"), state(state));
  }

  private static Style state(String state) {
    switch (state) {
      case "NORMAL":
      case "master":
      case "UP":
        return Style.GOOD;
      case "UNREACHABLE":
      case "DOWN":
        return Style.BAD;
      case "":
        return Style.DIM;
      default:
        return Style.WAITING;
    }
  }
}
