// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.cluster;

import io.dynowarmup.api.Peer;
import io.dynowarmup.cli.screen.StatusSentence;
import io.dynowarmup.cli.screen.Style;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.unit.Units;
import java.util.List;
import java.util.function.Function;

/**
 * The columns of the table from left to right. A column without a value in any row is dropped first
 * if the table is too wide, then the columns in the order of their numbers.
 */
enum Column {
  DATACENTER("DC", false, 3, r -> r.member().peer().datacenter()),
  RACK("RACK", false, 0, r -> r.member().peer().rack()),
  TOKEN("TOKEN", false, 0, r -> tokens(r.member().peer())),
  ADDRESS("ADDRESS", false, 1, r -> r.member().peer().dynomite().host()),
  STATE("STATE", false, 0, Column::state),
  KEYS("KEYS", true, 6, r -> number(r, "Keys")),
  PHASE("PHASE", false, 8, r -> running(r) ? r.values().text("Phase") : ""),
  PERCENT("%", true, 7, r -> running(r) ? number(r, "Percent") : ""),
  RATE("RATE", true, 2, Column::rate),
  ETA("ETA", true, 5, Column::eta),
  LAST_RUN("LAST RUN", false, 4, Column::lastRun);

  private final String header;
  private final boolean right;
  private final int dropped;
  private final Function<NodeReading, String> text;

  /**
   * Creates a column.
   *
   * @param right whether its values are aligned at the right
   * @param dropped number in the order in which columns are dropped; 0 for never
   */
  Column(String header, boolean right, int dropped, Function<NodeReading, String> text) {
    this.header = header;
    this.right = right;
    this.dropped = dropped;
    this.text = text;
  }

  String header() {
    return header;
  }

  boolean right() {
    return right;
  }

  /** Returns the least width; the columns that change all the time have room for most values. */
  int leastWidth() {
    switch (this) {
      case PERCENT:
        return "100".length();
      case RATE:
        return "10.8 MB/s".length();
      case ETA:
        return "1:02 min".length();
      default:
        return header.length();
    }
  }

  int dropped() {
    return dropped;
  }

  String text(NodeReading reading) {
    return text.apply(reading);
  }

  Style style(NodeReading reading) {
    switch (this) {
      case STATE:
        return StatusSentence.state(reading.state());
      case PHASE:
      case PERCENT:
        return Style.NOW;
      case LAST_RUN:
        return StatusSentence.style(reading.values().text("LastOutcome"));
      default:
        return Style.PLAIN;
    }
  }

  /** Returns the first token and how many more the node has. */
  private static String tokens(Peer peer) {
    List<Long> tokens = peer.tokens();
    String first = tokens.isEmpty() ? "" : tokens.get(0).toString();
    return tokens.size() > 1 ? first + " +" + (tokens.size() - 1) : first;
  }

  /**
   * Returns the node's state if a daemon reports it; otherwise the state of Dynomite and the role
   * of Redis.
   */
  private static String state(NodeReading r) {
    String dynomite = r.values().text("DynomiteState");
    String role = r.values().text("RedisRole");
    boolean both = r.origin() == Origin.DIRECT && !dynomite.isEmpty() && !role.isEmpty();
    return both && !r.state().equals("DOWN") ? dynomite + "/" + role : r.state();
  }

  private static boolean running(NodeReading r) {
    return r.values().flag("Running");
  }

  private static String number(NodeReading r, String attribute) {
    long number = r.values().number(attribute);
    return number < 0 ? "" : Long.toString(number);
  }

  private static String rate(NodeReading r) {
    long rate = r.values().number("BytesPerSecond");
    boolean copies = running(r) && r.values().text("Phase").equals("TRANSFER");
    return copies && rate >= 0 ? Units.bytes(rate) + "/s" : "";
  }

  private static String eta(NodeReading r) {
    long left = r.values().number("EtaMillis");
    return running(r) && left >= 0 ? Units.time(left) : "";
  }

  private static String lastRun(NodeReading r) {
    BeanSnapshot values = r.values();
    String outcome = values.text("LastOutcome");
    long finished = values.number("LastFinishedEpochMillis");
    return outcome.isEmpty() || finished < 0
        ? outcome
        : outcome + " " + Since.text(r.epochMillis() - finished);
  }
}
