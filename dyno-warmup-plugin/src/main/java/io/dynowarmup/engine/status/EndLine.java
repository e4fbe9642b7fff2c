// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.engine.decision.RunResult;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

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
            " (run=%s requested_by=\"%s\" reason=%s source=%s sources=%s strategy=%s seconds=%.1f"
                + " keys=%s bytes=%s writes_held_seconds=%s compared=\"%s\")",
            status.runId().orElse(UNKNOWN),
            known(status.requestedBy()),
            ending.code().map(Enum::name).orElse(UNKNOWN),
            status.source().map(p -> p.redis().toString()).orElse(UNKNOWN),
            known(
                status.sources().stream()
                    .map(p -> p.redis().toString())
                    .collect(Collectors.joining(","))),
            status.strategy().map(s -> s.split(" ", 2)[0]).orElse(UNKNOWN),
            status.elapsedMillis() / 1_000.0,
            known(status.keys()),
            known(status.progress().bytesDone()),
            seconds(status.handOver().writesOnlyMillis()),
            compared(status.proof().text()));
  }

  private static String compared(String text) {
    return known(text.startsWith(COMPARED) ? text.substring(COMPARED.length()) : text);
  }

  private static String known(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : UNKNOWN;
  }

  private static String seconds(OptionalLong millis) {
    return millis.isPresent()
        ? String.format(Locale.ROOT, "%.3f", millis.getAsLong() / 1_000.0)
        : UNKNOWN;
  }

  private static String known(String text) {
    return text.isEmpty() ? UNKNOWN : text;
  }
}
