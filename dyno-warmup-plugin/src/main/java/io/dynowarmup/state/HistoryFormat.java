// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.state;

import io.dynowarmup.api.Known;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Formats one run as a line of the state file: fields separated by tabs, the reason last. */
final class HistoryFormat {
  private static final int FIELDS = 14;

  /** Number of fields in files of older versions, which did not say who asked, nor the code. */
  private static final int WITHOUT_REQUESTER = 12;

  /** Number of fields in files of still older versions, whose runs did not compare. */
  private static final int WITHOUT_COMPARISON = 11;

  /** Separates the sources of a copy in parts; the last one comes last. */
  private static final String SEPARATOR = ",";

  private static final int LONGEST_REASON = 1_000;

  private HistoryFormat() {}

  static String of(RunRecord r) {
    return String.join(
        "\t",
        clean(r.runId()),
        r.trigger().name(),
        String.valueOf(r.startedEpochMillis()),
        String.valueOf(r.elapsedMillis()),
        r.outcome().name(),
        clean(String.join(SEPARATOR, r.sources())),
        clean(r.strategy().orElse("")),
        String.valueOf(r.bytes().orElse(-1)),
        String.valueOf(r.keys().orElse(-1)),
        String.valueOf(r.writesOnlyMillis().orElse(-1)),
        clean(r.compared()),
        clean(r.requestedBy()),
        r.reasonCode().map(Enum::name).orElse(""),
        clean(r.reason()));
  }

  /** Parses a line; empty if it is not valid. */
  static Optional<RunRecord> parse(String line) {
    String[] f = line.split("\t", -1);
    if (f.length != FIELDS && f.length != WITHOUT_REQUESTER && f.length != WITHOUT_COMPARISON) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RunRecord.Builder()
              .runId(f[0])
              .outcome(WarmupOutcome.valueOf(f[4]))
              .trigger(WarmupRequest.Trigger.valueOf(f[1]))
              .startedEpochMillis(Long.parseLong(f[2]))
              .elapsedMillis(Long.parseLong(f[3]))
              .source(Known.text(f[5].substring(f[5].lastIndexOf(SEPARATOR) + 1)))
              .sources(Known.text(f[5]).map(HistoryFormat::each).orElseGet(Collections::emptyList))
              .strategy(Known.text(f[6]))
              .bytes(number(f[7]))
              .keys(number(f[8]))
              .writesOnlyMillis(number(f[9]))
              .compared(f.length > WITHOUT_COMPARISON ? f[10] : "")
              .requestedBy(f.length == FIELDS ? f[11] : "")
              .reasonCode(f.length == FIELDS ? reason(f[12]) : Optional.empty())
              .reason(f[f.length - 1])
              .build());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the code; empty if there is none, or one of a newer version. */
  private static Optional<Reason> reason(String name) {
    return Known.text(name).flatMap(n -> StateFields.known(Reason.class, n));
  }

  private static List<String> each(String sources) {
    return Arrays.asList(sources.split(SEPARATOR));
  }

  private static OptionalLong number(String field) {
    return Known.number(Long.parseLong(field));
  }

  private static String clean(String text) {
    String t = text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    return t.length() > LONGEST_REASON ? t.substring(0, LONGEST_REASON) + "..." : t;
  }
}
