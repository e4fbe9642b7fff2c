// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.jmx.remote.BeanSnapshot;

/** Describes from the bean what a run is doing or how the last one ended. Pure functions. */
public final class StatusSentence {
  private StatusSentence() {}

  /** Returns a sentence without the name of the phase. */
  public static String now(BeanSnapshot r) {
    switch (r.text("Phase")) {
      case "PREFLIGHT":
        return or(r.text("Note"), "probing the local Redis and Dynomite");
      case "SELECT_SOURCE":
        return "probing the peers with this node's token";
      case "TRANSFER":
        return transfer(r);
      case "CATCH_UP":
        return catchUp(r) + peers(r);
      case "HAND_OVER":
        return "Dynomite holds the writes until none can be missing";
      case "RESTORE":
        return or(r.text("Note"), "Redis becomes a master, Dynomite NORMAL");
      default:
        return idle(r);
    }
  }

  private static String transfer(BeanSnapshot r) {
    String note = r.text("Note");
    long total = r.number("BytesTotal");
    long eta = r.number("EtaMillis");
    return (note.isEmpty() ? "" : note + ": ")
        + Units.bytes(r.number("BytesTransferred"))
        + (total < 0 ? " so far" : " of " + Units.bytes(total))
        + (eta < 0 ? "" : ", " + Units.time(eta) + " left");
  }

  /** A comparison of keys has no stream and therefore no lag. */
  private static String catchUp(BeanSnapshot r) {
    long behind = r.number("LagBytes");
    return behind < 0
        ? or(r.text("Note"), "replication lag not known yet")
        : "behind by " + Units.bytes(behind);
  }

  private static String peers(BeanSnapshot r) {
    return r.number("PeersExpected") < 0 ? "" : ", " + connected(r) + " peers connected";
  }

  static String connected(BeanSnapshot r) {
    long expected = r.number("PeersExpected");
    return expected < 0 ? "unknown" : Math.max(0, r.number("PeersConnected")) + " of " + expected;
  }

  private static String idle(BeanSnapshot r) {
    String problem = r.text("SettingsProblem");
    if (!problem.isEmpty()) {
      return "no run can begin: " + problem;
    }
    if (r.text("LastOutcome").isEmpty()) {
      return "no run yet";
    }
    String reason = r.text("LastReason");
    return reason.isEmpty() ? "nothing is missing" : reason;
  }

  static String or(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  /** Returns the full description in one line. */
  public static String line(BeanSnapshot r) {
    String phase = r.flag("Running") ? r.text("Phase") : or(r.text("LastOutcome"), "IDLE");
    long percent = r.number("Percent");
    boolean copying = r.text("Phase").equals("TRANSFER") && percent >= 0;
    long rate = copying ? r.number("BytesPerSecond") : -1;
    String verify = r.flag("Running") || !LastVerification.known(r) ? "" : LastVerification.line(r);
    return phase
        + (copying ? " " + percent + " %" : "")
        + ": "
        + now(r)
        + (rate < 0 ? "" : ", " + Units.bytes(rate) + "/s")
        + (verify.isEmpty() ? "" : "; verification " + verify);
  }

  /** Returns the milliseconds spent in the phase so far; -1 if it was not entered. */
  public static long phaseMillis(BeanSnapshot r, String phase) {
    return r.item("PhaseMillis").map(m -> m.number(phase)).orElse(-1L);
  }

  /** Describes a run that is over, from a composite of LastRun or History. */
  public static String record(BeanSnapshot run) {
    String reason = run.text("reason");
    return run.text("outcome") + facts(run) + (reason.isEmpty() ? "" : ": " + reason);
  }

  /** Describes a run without its outcome and reason. */
  static String facts(BeanSnapshot run) {
    StringBuilder text = new StringBuilder();
    text.append(" in ").append(Units.time(run.number("elapsedMillis")));
    if (!run.text("source").isEmpty()) {
      text.append(" from ").append(run.text("source"));
    }
    if (run.number("keys") >= 0) {
      text.append(", ").append(run.number("keys")).append(" keys");
    }
    return text.toString();
  }

  static Style style(String outcome) {
    switch (outcome) {
      case "WARMED":
        return Style.GOOD;
      case "FAILED":
        return Style.BAD;
      case "":
        return Style.DIM;
      case "SKIPPED":
        return Style.PLAIN;
      default:
        return Style.WAITING;
    }
  }
}
