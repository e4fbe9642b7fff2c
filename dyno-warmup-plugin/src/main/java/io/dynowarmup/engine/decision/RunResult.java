// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupOutcome;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * Holds the result of a run. RESTORE can still change it. Every result except WARMED has a reason.
 */
@Value.Immutable(builder = false)
public abstract class RunResult {
  RunResult() {}

  private static RunResult of(
      WarmupOutcome outcome, Optional<WarmupException.Reason> code, String text) {
    return ImmutableRunResult.of(
        outcome,
        code,
        outcome == WarmupOutcome.WARMED || said(text)
            ? text
            : "no reason is known: " + code.map(Enum::name).orElse("none"));
  }

  /** Returns whether the text contains more than blanks and punctuation. */
  private static boolean said(String text) {
    return text != null && text.chars().anyMatch(Character::isLetterOrDigit);
  }

  public static RunResult warmed() {
    return of(WarmupOutcome.WARMED, Optional.empty(), "");
  }

  public static RunResult partial(WarmupException.Reason code, String text) {
    return of(WarmupOutcome.PARTIAL, Optional.of(code), text);
  }

  public static RunResult aborted(String why) {
    return of(WarmupOutcome.ABORTED, Optional.of(WarmupException.Reason.ABORTED), why);
  }

  public static RunResult failed(WarmupException.Reason code, String text) {
    return of(WarmupOutcome.FAILED, Optional.of(code), text);
  }

  public static RunResult failed(WarmupException e) {
    return failed(e.reason(), e.getMessage());
  }

  public static RunResult skipped(WarmupException.Reason code, String text) {
    return of(WarmupOutcome.SKIPPED, Optional.of(code), text);
  }

  public abstract WarmupOutcome outcome();

  /** Returns the reason; empty for WARMED. */
  public abstract Optional<WarmupException.Reason> code();

  public abstract String text();

  public boolean isFor(WarmupException.Reason reason) {
    return code().filter(c -> c == reason).isPresent();
  }

  public RunResult withText(String newText) {
    return of(outcome(), code(), newText);
  }

  @Override
  public String toString() {
    return text().isEmpty() ? outcome().toString() : outcome() + ": " + text();
  }
}
