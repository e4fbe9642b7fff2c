// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.text.RunText;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Shows everything about a node on one screen. On a screen of a known height each item has a fixed
 * place, whatever the other items contain. Immutable.
 */
public final class StatusScreen {
  private static final int FACTS = 31;
  private static final int LABEL = 11;
  private static final int LOW = 30;
  private static final int WIDE = 100;
  private static final int NARROW = 60;
  private static final int MOST_LINES = 4;
  private static final int LONGEST_NAME = 20;

  private final Glyphs glyphs;
  private final int width;
  private final int height;

  /**
   * Creates a screen.
   *
   * @param height number of lines to fill; what does not fit is left out, and the screen says how
   *     much. {@link Integer#MAX_VALUE} prints as many lines as needed
   */
  public StatusScreen(Glyphs glyphs, int width, int height) {
    this.glyphs = glyphs;
    this.width = width;
    this.height = height;
  }

  /**
   * Returns the lines of the screen.
   *
   * @param address the address that the reading comes from
   * @param clock the time of the reading
   */
  public List<Row> rows(BeanSnapshot r, String address, String clock) {
    List<Row> rows = new ArrayList<>();
    rows.add(title(r, address, clock));
    rows.add(new Row());
    rows.add(progress(r));
    List<String> sentence = WordWrap.of(StatusSentence.now(r), width - 4, Integer.MAX_VALUE);
    int place = place(sentence.size());
    rows.addAll(placed(sentence, place, doingStyle(r)));
    List<String> rest = sentence.subList(Math.min(place, sentence.size()), sentence.size());
    rows.addAll(low() ? Collections.emptyList() : Collections.singletonList(new Row()));
    rows.addAll(
        narrow()
            ? indented(Facts.rows(r, width - 1, !fixed()))
            : beside(new PhaseList(r, glyphs).rows(), Facts.rows(r, width - FACTS - 1, !fixed())));
    rows.add(new Row());
    rows.add(budget(r));
    rows.addAll(last(r));
    rows.add(counters(r));
    rows.addAll(lines(named("Verify"), "", LastVerification.line(r), LastVerification.style(r)));
    rows.addAll(
        new Lists(glyphs, width, low() ? 1 : MOST_LINES)
            .rows(r, rest, fixed() ? height - rows.size() : height));
    return rows;
  }

  private boolean fixed() {
    return height < Integer.MAX_VALUE;
  }

  /** Returns whether there is no room for two columns. The headline shows the phase then. */
  private boolean narrow() {
    return width < NARROW;
  }

  private static List<Row> indented(List<Row> facts) {
    return beside(Collections.emptyList(), facts, 1);
  }

  private boolean low() {
    return height < LOW;
  }

  /** Returns the number of lines for the sentence; on a screen of a known height it is fixed. */
  private int place(int lines) {
    return !fixed() ? lines : low() ? 2 : 3;
  }

  /** Returns the first lines of the sentence, padded with empty lines to the fixed number. */
  private List<Row> placed(List<String> sentence, int place, Style style) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < place; i++) {
      Row row = new Row();
      if (i < sentence.size()) {
        boolean isCut = i == place - 1 && sentence.size() > place;
        row.to(2).add(sentence.get(i) + (isCut ? glyphs.cut : ""), style);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Row named(String name) {
    return new Row().to(1).add(name, Style.DIM).to(LABEL);
  }

  private Row title(BeanSnapshot r, String address, String clock) {
    String run =
        r.text("RunId").isEmpty() ? "" : "run " + r.text("RunId") + " (" + requestedBy(r) + ")";
    Row row = new Row().add(narrow() ? " " : " dyno-warmup  ", Style.TITLE);
    String right = narrow() ? " " + clock + " " : " " + run + "  " + clock + " ";
    int room = Math.max(1, width - row.width() - right.length() - 1);
    String name = name(r, address, room);
    boolean cut = name.length() > room;
    row.add(cut ? name.substring(0, room - 1) + glyphs.cut : name, Style.TITLE);
    return row.to(width - right.length(), Style.TITLE).add(right, Style.TITLE);
  }

  /** Returns the node, with the address of its daemon if there is room for both. */
  private static String name(BeanSnapshot r, String address, int room) {
    if (r.text("Node").isEmpty()) {
      return address;
    }
    String node = r.text("Node") + " (" + r.text("NodeRack") + ")";
    String both = node + ", JMX " + address;
    return both.length() > room ? node : both;
  }

  /** Returns who asked for the run; from a daemon of an older version, what started it. */
  private static String requestedBy(BeanSnapshot r) {
    String who = StatusSentence.or(r.text("RequestedBy"), r.text("Trigger"));
    return who.length() > LONGEST_NAME ? who.substring(0, LONGEST_NAME) : who;
  }

  private static boolean running(BeanSnapshot r) {
    return r.flag("Running");
  }

  private Row progress(BeanSnapshot r) {
    String label = StatusSentence.headline(r);
    if (!running(r)) {
      return new Row().to(2).add(label, StatusSentence.state(label));
    }
    long percent = r.number("Percent");
    String right = String.format("%6s", percent < 0 ? "" : percent + " %");
    Row row = new Row().to(2).add(label, Style.NOW).to(17);
    int bar = Math.max(5, width - 17 - right.length() - 3);
    return row.add("[")
        .add(glyphs.bar(percent / 100.0, bar), Style.GOOD)
        .add("]")
        .add(right, Style.BOLD);
  }

  private static Style doingStyle(BeanSnapshot r) {
    boolean bad = !running(r) && StatusSentence.state(StatusSentence.headline(r)) == Style.BAD;
    return bad || !r.text("SettingsProblem").isEmpty() ? Style.BAD : Style.PLAIN;
  }

  private static List<Row> beside(List<Row> left, List<Row> right) {
    return beside(left, right, FACTS);
  }

  private static List<Row> beside(List<Row> left, List<Row> right, int column) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      Row row = i < left.size() ? left.get(i) : new Row();
      if (i < right.size()) {
        right.get(i).appendTo(row.to(column));
      }
      rows.add(row);
    }
    return rows;
  }

  private Row budget(BeanSnapshot r) {
    long all = r.number("BudgetMillis");
    long left = r.number("BudgetLeftMillis");
    Row row = named("Elapsed");
    row.add(String.format("%-10s", r.text("RunId").isEmpty() ? "-" : elapsed(r)));
    if (left < 0 || all <= 0) {
      return row;
    }
    if (narrow()) {
      return row.add(Units.time(left) + " left");
    }
    String right = String.format(" %9s left of %s", Units.time(left), Units.time(all));
    int bar = width < WIDE ? 20 : 30;
    double spent = 1 - left / (double) all;
    Style style = spent > 0.9 ? Style.BAD : spent > 0.6 ? Style.WAITING : Style.GOOD;
    row.add("Budget ", Style.DIM).add("[").add(glyphs.bar(spent, bar), style).add("]");
    return row.add(right);
  }

  private static String elapsed(BeanSnapshot r) {
    return Units.time(r.number("ElapsedMillis"));
  }

  private List<Row> last(BeanSnapshot r) {
    Row row = named("Last run");
    return r.item("LastRun")
        .map(run -> lastRun(row, run, running(r)))
        .orElseGet(() -> Collections.singletonList(row.add("none", Style.DIM)));
  }

  /** Shows the reason only during another run; otherwise it is already shown above. */
  private List<Row> lastRun(Row row, BeanSnapshot run, boolean running) {
    String reason = running && !run.text("reason").isEmpty() ? ": " + run.text("reason") : "";
    String outcome = run.text("outcome");
    return lines(
        row.add(outcome, StatusSentence.style(outcome)),
        outcome,
        " "
            + Times.dayAndTime(run.number("startedEpochMillis"))
            + RunText.facts(StatusSentence.record(run))
            + reason,
        Style.PLAIN);
  }

  /**
   * Returns a value beside its name. It takes as many lines as it needs. On a screen of a known
   * height it takes one line, which loses its last facts.
   *
   * @param said what the first line already shows of the value
   */
  private List<Row> lines(Row first, String said, String value, Style style) {
    List<String> texts = WordWrap.of(said + value, width - LABEL - 1, Integer.MAX_VALUE);
    String begin = texts.get(0).substring(said.length());
    List<Row> rows = new ArrayList<>();
    rows.add(first.add(fixed() && texts.size() > 1 ? wholeFacts(begin) : begin, style));
    for (String text : fixed() ? Collections.<String>emptyList() : texts.subList(1, texts.size())) {
      rows.add(named("").add(text, style));
    }
    return rows;
  }

  /** Returns the line up to its last whole fact. */
  private static String wholeFacts(String line) {
    int end = 0;
    for (String mark : new String[] {", ", "; ", ": "}) {
      end = Math.max(end, line.lastIndexOf(mark));
    }
    boolean whole = line.endsWith(",") || line.endsWith(";") || line.endsWith(":");
    return whole ? line.substring(0, line.length() - 1) : end > 0 ? line.substring(0, end) : line;
  }

  private Row counters(BeanSnapshot r) {
    Row row = named("Runs");
    for (String outcome : new String[] {"Warmed", "Partial", "Aborted", "Failed", "Skipped"}) {
      long runs = Math.max(0, r.number("Runs" + outcome));
      if (runs == 0 && narrow()) {
        continue;
      }
      String name = outcome.toUpperCase(java.util.Locale.ROOT);
      row.add(name.toLowerCase(java.util.Locale.ROOT) + " ", Style.DIM)
          .add(runs + "  ", runs == 0 ? Style.DIM : StatusSentence.style(name));
    }
    return row;
  }
}
