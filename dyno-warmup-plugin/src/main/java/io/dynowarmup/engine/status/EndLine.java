// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.decision.RunResult;
import java.util.Locale;

/** Builds the last log line of a run, which states the whole result. A pure function. */
public final class EndLine {
  private static final String UNKNOWN = "-";
  private static final String COMPARED = "compared: ";

  private EndLine() {}

  /**
   * @param status status of the run at its end
   */
  public static String of(RunResult ending, WarmupStatus status) {
    return ending
        + String.format(
            Locale.ROOT,
            " (reason=%s source=%s strategy=%s seconds=%.1f keys=%s compared=\"%s\")",
            ending.code().map(Enum::name).orElse(UNKNOWN),
            status.source().map(p -> p.redis().toString()).orElse(UNKNOWN),
            status.strategy().map(s -> s.split(" ", 2)[0]).orElse(UNKNOWN),
            status.elapsedMillis() / 1_000.0,
            status.keys().isPresent() ? status.keys().getAsLong() : UNKNOWN,
            compared(status.proof().text()));
  }

  private static String compared(String text) {
    return known(text.startsWith(COMPARED) ? text.substring(COMPARED.length()) : text);
  }

  private static String known(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }
}
