// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupOutcome;

/** How a run is going to end, once RESTORE has had its say. Always with a reason, but WARMED. */
final class Ending {
  private final WarmupOutcome outcome;
  private final WarmupException.Reason code;
  private final String text;

  private Ending(WarmupOutcome outcome, WarmupException.Reason code, String text) {
    this.outcome = outcome;
    this.code = code;
    this.text =
        outcome == WarmupOutcome.WARMED || said(text) ? text : "no reason is known: " + code;
  }

  /** More than blanks and punctuation. */
  private static boolean said(String text) {
    return text != null && text.chars().anyMatch(Character::isLetterOrDigit);
  }

  static Ending warmed() {
    return new Ending(WarmupOutcome.WARMED, null, "");
  }

  static Ending partial(WarmupException.Reason code, String text) {
    return new Ending(WarmupOutcome.PARTIAL, code, text);
  }

  static Ending aborted(String why) {
    return new Ending(WarmupOutcome.ABORTED, WarmupException.Reason.ABORTED, why);
  }

  static Ending failed(WarmupException.Reason code, String text) {
    return new Ending(WarmupOutcome.FAILED, code, text);
  }

  static Ending failed(WarmupException e) {
    return failed(e.reason(), e.getMessage());
  }

  static Ending skipped(WarmupException.Reason code, String text) {
    return new Ending(WarmupOutcome.SKIPPED, code, text);
  }

  WarmupOutcome outcome() {
    return outcome;
  }

  WarmupException.Reason code() {
    return code;
  }

  String text() {
    return text;
  }

  Ending withText(String newText) {
    return new Ending(outcome, code, newText);
  }

  @Override
  public String toString() {
    return text.isEmpty() ? outcome.toString() : outcome + ": " + text;
  }
}
