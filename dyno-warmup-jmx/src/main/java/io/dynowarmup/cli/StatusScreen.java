package io.dynowarmup.cli;

import io.dynowarmup.jmx.remote.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All that an operator wants to see of a node at once, on a screen of that size. Pure. */
final class StatusScreen {
  private static final int FACTS = 31;
  private static final int LABEL = 11;
  private static final int LOW = 30;
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
    for (String line :
        Lines.of(Doing.now(r), width - 4, height < LOW ? MOST_LINES : 3 * MOST_LINES)) {
      rows.add(new Row().to(2).add(line, doingStyle(r)));
    }
    rows.add(new Row());
    rows.addAll(beside(new PhaseList(r, glyphs).rows(), Facts.rows(r)));
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

  private List<Row> warning(String text) {
    return wrapped(new Row().to(2).add("! ", Style.WAITING), text, Style.PLAIN);
  }

  private List<Row> candidate(Reading c) {
    boolean chosen = c.flag("chosen");
    Style style = chosen ? Style.NOW : c.flag("eligible") ? Style.PLAIN : Style.DIM;
    String mark = chosen ? glyphs.now : c.flag("eligible") ? glyphs.todo : glyphs.failed;
    String peer = mark + " " + c.text("peer") + " (" + c.text("rack") + ")  ";
    return wrapped(
        new Row().to(2).add(peer, style),
        c.text("verdict"),
        c.flag("eligible") ? Style.PLAIN : Style.DIM);
  }

  /** On a low screen each is one line, and is cut. */
  private List<Row> wrapped(Row begin, String text, Style style) {
    List<Row> rows = new ArrayList<>();
    Row row = begin;
    int indent = begin.width();
    for (String line : Lines.of(text, width - indent, height < LOW ? 1 : MOST_LINES)) {
      rows.add(row.add(line, style));
      row = new Row().add(Row.blanks(indent));
    }
    return rows;
  }

  /**
   * @param most 0 is all that there is room for
   */
  private <T> void many(
      List<Row> rows, String name, List<T> all, Function<T, List<Row>> lines, int most) {
    int room = height - rows.size() - 2;
    List<Row> shown = new ArrayList<>();
    int count = 0;
    for (T one : all) {
      List<Row> next = lines.apply(one);
      if (shown.size() + next.size() > room || (most > 0 && count == most)) {
        break;
      }
      shown.addAll(next);
      count++;
    }
    if (count > 0) {
      String more = count < all.size() ? " (" + (all.size() - count) + " more)" : "";
      rows.add(new Row());
      rows.add(new Row().to(1).add(name + more, Style.DIM));
      rows.addAll(shown);
    }
  }
}
