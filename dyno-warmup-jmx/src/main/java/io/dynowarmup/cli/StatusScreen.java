package io.dynowarmup.cli;

import io.dynowarmup.jmx.remote.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All that an operator wants to see of a node at once, on a screen of that size. Pure. */
final class StatusScreen {
  private static final int FACTS = 31;
  private static final int NAME = 10;
  private static final int LABEL = 11;
  private static final int MOST_LINES = 4;

  private final Glyphs glyphs;
  private final int width;
  private final int height;

  /**
   * @param height what does not fit is left out, and the screen says how much
   */
  StatusScreen(Glyphs glyphs, int width, int height) {
    this.glyphs = glyphs;
    this.width = width;
    this.height = height;
  }

  /**
   * @param address that the reading comes from
   * @param clock the time of the reading
   */
  List<Row> rows(Reading r, String address, String clock) {
    List<Row> rows = new ArrayList<>();
    rows.add(title(r, address, clock));
    rows.add(new Row());
    rows.add(progress(r));
    for (String line : Lines.of(Doing.now(r), width - 4, MOST_LINES)) {
      rows.add(new Row().to(2).add(line, doingStyle(r)));
    }
    rows.add(new Row());
    rows.addAll(beside(new PhaseList(r, glyphs).rows(), facts(r)));
    rows.add(new Row());
    rows.add(budget(r));
    rows.add(last(r));
    rows.add(counters(r));
    many(rows, "Warnings", r.texts("Warnings"), this::warning, 3);
    many(rows, "Candidates", r.items("Candidates"), this::candidate, 0);
    return rows;
  }

  private Row title(Reading r, String address, String clock) {
    String run =
        r.text("RunId").isEmpty() ? "" : "run " + r.text("RunId") + " (" + r.text("Trigger") + ")";
    Row row = new Row().add(" dyno-warmup  ", Style.TITLE).add(address, Style.TITLE);
    String right = run + "  " + clock + " ";
    return row.to(width - right.length(), Style.TITLE).add(right, Style.TITLE);
  }

  private static boolean running(Reading r) {
    return r.flag("Running");
  }

  private Row progress(Reading r) {
    String outcome = r.text("LastOutcome");
    String label = running(r) ? r.text("Phase") : Doing.or(outcome, "IDLE");
    Style style = running(r) ? Style.NOW : Doing.style(outcome);
    long percent = r.number("Percent");
    String right = String.format("%6s", percent < 0 ? "" : percent + " %");
    Row row = new Row().to(2).add(label, style).to(17);
    int bar = Math.max(5, width - 17 - right.length() - 3);
    Style colour = running(r) ? Style.GOOD : Doing.style(outcome);
    return row.add("[")
        .add(glyphs.bar(percent / 100.0, bar), colour)
        .add("]")
        .add(right, Style.BOLD);
  }

  private static Style doingStyle(Reading r) {
    boolean bad = !running(r) && r.text("LastOutcome").equals("FAILED");
    return bad || !r.text("SettingsProblem").isEmpty() ? Style.BAD : Style.PLAIN;
  }

  private static List<Row> beside(List<Row> left, List<Row> right) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      Row row = i < left.size() ? left.get(i) : new Row();
      if (i < right.size()) {
        right.get(i).appendTo(row.to(FACTS));
      }
      rows.add(row);
    }
    return rows;
  }

  private List<Row> facts(Reading r) {
    List<Row> facts = new ArrayList<>();
    String rack = r.text("SourceRack");
    String source = r.text("Source") + (rack.isEmpty() ? "" : " (" + rack + ")");
    facts.add(fact("Source", Doing.or(source, "none yet"), Style.BOLD));
    facts.add(fact("Strategy", Doing.or(r.text("Strategy"), "none yet"), Style.PLAIN));
    facts.add(fact("Rate", perSecond(r), Style.PLAIN));
    facts.add(fact("Lag", Units.bytes(r.number("LagBytes")), Style.PLAIN));
    facts.add(fact("Dynomite", known(r, "DynomiteState"), state(r.text("DynomiteState"))));
    facts.add(fact("Redis", known(r, "RedisRole"), state(r.text("RedisRole"))));
    facts.add(fact("Peers", peers(r), Style.PLAIN));
    return facts;
  }

  private static Row fact(String name, String value, Style style) {
    return new Row().add(name, Style.DIM).to(NAME).add(value, style);
  }

  private static String perSecond(Reading r) {
    long rate = r.number("BytesPerSecond");
    return rate < 0 ? "unknown" : Units.bytes(rate) + "/s";
  }

  private static String peers(Reading r) {
    String connected = Doing.connected(r);
    return connected.equals("unknown") ? connected : connected + " connected";
  }

  private static String known(Reading r, String name) {
    return Doing.or(r.text(name), "unknown");
  }

  private static Style state(String state) {
    switch (state) {
      case "NORMAL":
      case "master":
        return Style.GOOD;
      case "UNREACHABLE":
        return Style.BAD;
      case "":
        return Style.DIM;
      default:
        return Style.WAITING;
    }
  }

  private Row budget(Reading r) {
    long all = r.number("BudgetMillis");
    long left = r.number("BudgetLeftMillis");
    Row row = new Row().to(1).add("Elapsed", Style.DIM).to(LABEL);
    row.add(String.format("%-10s", r.text("RunId").isEmpty() ? "-" : elapsed(r)));
    if (left < 0 || all <= 0) {
      return row;
    }
    String right = " " + Units.time(left) + " left of " + Units.time(all);
    int bar = Math.max(5, Math.min(30, width - row.width() - 9 - right.length() - 2));
    double spent = 1 - left / (double) all;
    Style style = spent > 0.9 ? Style.BAD : spent > 0.6 ? Style.WAITING : Style.GOOD;
    row.add("Budget ", Style.DIM).add("[").add(glyphs.bar(spent, bar), style).add("]");
    return row.add(right);
  }

  private static String elapsed(Reading r) {
    return Units.time(r.number("ElapsedMillis"));
  }

  private static Row last(Reading r) {
    Row row = new Row().to(1).add("Last run", Style.DIM).to(LABEL);
    return r.item("LastRun")
        .map(run -> lastRun(row, run, running(r)))
        .orElseGet(() -> row.add("none", Style.DIM));
  }

  /** Its reason stands above where no other run is going on. */
  private static Row lastRun(Row row, Reading run, boolean running) {
    String reason = running && !run.text("reason").isEmpty() ? ": " + run.text("reason") : "";
    return row.add(run.text("outcome"), Doing.style(run.text("outcome")))
        .add(" at " + Times.dateAndTime(run.number("startedEpochMillis")))
        .add(Doing.facts(run) + reason);
  }

  private static Row counters(Reading r) {
    Row row = new Row().to(1).add("Runs", Style.DIM).to(LABEL);
    for (String outcome : new String[] {"Warmed", "Partial", "Aborted", "Failed", "Skipped"}) {
      long runs = Math.max(0, r.number("Runs" + outcome));
      String name = outcome.toUpperCase(java.util.Locale.ROOT);
      row.add(name.toLowerCase(java.util.Locale.ROOT) + " ", Style.DIM)
          .add(runs + "  ", runs == 0 ? Style.DIM : Doing.style(name));
    }
    return row;
  }

  private Row warning(String text) {
    return new Row().to(2).add("! ", Style.WAITING).add(text);
  }

  private Row candidate(Reading c) {
    boolean chosen = c.flag("chosen");
    Style style = chosen ? Style.NOW : c.flag("eligible") ? Style.PLAIN : Style.DIM;
    String mark = chosen ? glyphs.now : c.flag("eligible") ? glyphs.todo : glyphs.failed;
    return new Row()
        .to(2)
        .add(mark + " " + c.text("peer") + " (" + c.text("rack") + ")  ", style)
        .add(c.text("verdict"), c.flag("eligible") ? Style.PLAIN : Style.DIM);
  }

  /**
   * @param most 0 is all that there is room for
   */
  private <T> void many(List<Row> rows, String name, List<T> all, Function<T, Row> row, int most) {
    int room = height - rows.size() - 2;
    if (all.isEmpty() || room < 1) {
      return;
    }
    int shown = Math.min(all.size(), most == 0 ? room : Math.min(most, room));
    int more = all.size() - shown;
    rows.add(new Row());
    rows.add(new Row().to(1).add(name + (more > 0 ? " (" + more + " more)" : ""), Style.DIM));
    all.stream().limit(shown).map(row).forEach(rows::add);
  }
}
