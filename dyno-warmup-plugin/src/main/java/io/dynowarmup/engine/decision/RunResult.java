// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupOutcome;

/**
 * Holds the result of a run. RESTORE can still change it. Every result except WARMED has a reason.
 */
public final class RunResult {
  private final WarmupOutcome outcome;
  private final WarmupException.Reason code;
  private final String text;

  private RunResult(WarmupOutcome outcome, WarmupException.Reason code, String text) {
    this.outcome = outcome;
    this.code = code;
    this.text =
        outcome == WarmupOutcome.WARMED || said(text) ? text : "no reason is known: " + code;
  }

  /** Returns whether the text contains more than blanks and punctuation. */
  private static boolean said(String text) {
    return text != null && text.chars().anyMatch(Character::isLetterOrDigit);
  }

  public static RunResult warmed() {
    return new RunResult(WarmupOutcome.WARMED, null, "");
  }

  public static RunResult partial(WarmupException.Reason code, String text) {
    return new RunResult(WarmupOutcome.PARTIAL, code, text);
  }

  public static RunResult aborted(String why) {
    return new RunResult(WarmupOutcome.ABORTED, WarmupException.Reason.ABORTED, why);
  }

  public static RunResult failed(WarmupException.Reason code, String text) {
    return new RunResult(WarmupOutcome.FAILED, code, text);
  }

  public static RunResult failed(WarmupException e) {
    return failed(e.reason(), e.getMessage());
  }

  public static RunResult skipped(WarmupException.Reason code, String text) {
    return new RunResult(WarmupOutcome.SKIPPED, code, text);
  }

  public WarmupOutcome outcome() {
    return outcome;
  }

  public WarmupException.Reason code() {
    return code;
  }

  public String text() {
    return text;
  }

  public RunResult withText(String newText) {
    return new RunResult(outcome, code, newText);
  }

  @Override
  public String toString() {
    return text.isEmpty() ? outcome.toString() : outcome + ": " + text;
  }
}
