// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Describes from the bean what a run is doing or how the last one ended. Pure functions. */
public final class StatusSentence {
  private StatusSentence() {}

  /** Returns a sentence without the name of the phase. */
  public static String now(BeanSnapshot r) {
    return r.flag("Running") ? r.text("Activity") : idle(r);
  }

  private static String idle(BeanSnapshot r) {
    String node = r.text("NodeReason");
    String said = node + (node.isEmpty() ? "" : "; ") + settings(r, node);
    return said + lastRun(r, said);
  }

  /** Does not repeat a problem that the text of the node contains already. */
  private static String settings(BeanSnapshot r, String node) {
    String problem = r.text("SettingsProblem");
    return problem.isEmpty()
        ? ""
        : "no run can begin" + (node.contains(problem) ? "; " : ": " + problem + "; ");
  }

  /** Does not repeat the reason if the node's state follows from it. */
  private static String lastRun(BeanSnapshot r, String node) {
    String outcome = r.text("LastOutcome");
    String reason = r.text("LastReason");
    if (outcome.isEmpty()) {
      return "no run yet";
    }
    return "last run " + outcome + (repeated(node, reason) ? "" : ": " + reason);
  }

  /** A reason may name a state first and then its cause, which the node's state follows from. */
  private static boolean repeated(String node, String reason) {
    return node.contains(reason.substring(reason.indexOf(": ") + 1).trim());
  }

  /** Returns the phase of the run that is in progress, else the state of the node. */
  static String headline(BeanSnapshot r) {
    return r.flag("Running") ? r.text("Phase") : or(r.text("NodeState"), "UNKNOWN");
  }

  /** Returns the text, or another one if it is empty. */
  public static String or(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  /** Returns the full description in one line. */
  public static String line(BeanSnapshot r) {
    boolean running = r.flag("Running");
    boolean verified = !running && LastVerification.known(r);
    return headline(r)
        + ": "
        + now(r)
        + (verified ? "; verification " + LastVerification.line(r) : "");
  }

  /**
   * Returns the state of the node with its reason in one line for a monitoring system, and what the
   * run in progress does. The reasons of the last run and of the last verification are left out;
   * {@link #line} has them.
   */
  public static String brief(BeanSnapshot r) {
    String state =
        or(r.text("NodeState"), "UNKNOWN") + ": " + or(r.text("NodeReason"), "no reason is known");
    if (r.flag("Running")) {
      return state + (r.text("Activity").isEmpty() ? "" : ": " + r.text("Activity"));
    }
    String problem = r.text("SettingsProblem");
    String outcome = r.text("LastOutcome");
    return state
        + (state.contains(problem) ? "" : "; no run can begin: " + problem)
        + (outcome.isEmpty() ? "; no run yet" : "; last run " + outcome)
        + (LastVerification.known(r) ? "; verification " + LastVerification.brief(r) : "");
  }

  /** Returns a run that is over, from a composite of LastRun or History. */
  public static RunRecord record(BeanSnapshot run) {
    return new RunRecord.Builder()
        .runId(run.text("runId"))
        .outcome(WarmupOutcome.valueOf(run.text("outcome")))
        .startedEpochMillis(run.number("startedEpochMillis"))
        .elapsedMillis(run.number("elapsedMillis"))
        .reason(run.text("reason"))
        .reasonCode(Known.text(run.text("reasonCode")).flatMap(StatusSentence::code))
        .requestedBy(run.text("requestedBy"))
        .source(Known.text(run.text("source")))
        .sources(sources(run))
        .bytes(Known.number(run.number("bytes")))
        .keys(Known.number(run.number("keys")))
        .writesOnlyMillis(Known.number(run.number("writesOnlyMillis")))
        .compared(run.text("compared"))
        .build();
  }

  /** A process with an older version names the last source only. */
  private static List<String> sources(BeanSnapshot run) {
    List<String> all = run.texts("sources");
    return all.isEmpty() && !run.text("source").isEmpty()
        ? Collections.singletonList(run.text("source"))
        : all;
  }

  /** Returns a reason; empty if the process has another version and another reason. */
  private static Optional<Reason> code(String name) {
    return Arrays.stream(Reason.values()).filter(r -> r.name().equals(name)).findFirst();
  }

  /** Returns the style of a state of the node. */
  public static Style state(String state) {
    switch (state) {
      case "SERVING":
        return Style.GOOD;
      case "DOWN":
      case "REPLICA":
        return Style.BAD;
      case "UNKNOWN":
        return Style.DIM;
      default:
        return Style.WAITING;
    }
  }

  public static Style style(String outcome) {
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
