// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static io.dynowarmup.jmx.table.AttributeTable.BYTES;
import static io.dynowarmup.jmx.table.AttributeTable.COUNT;
import static io.dynowarmup.jmx.table.AttributeTable.MILLIS;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.EffectiveSetting;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.report.WatchedProcess;
import io.dynowarmup.jmx.table.AttributeTable;
import io.dynowarmup.jmx.table.Composite;

/** The composites that the attributes hold, with their items. */
final class Composites {
  static final Composite<CandidateVerdict> CANDIDATE =
      new Composite<>(
          CandidateView.class,
          new AttributeTable<CandidateVerdict>()
              .text("peer", "host:port of the peer's Redis", v -> v.peer().redis().toString())
              .text("rack", "rack of the peer", v -> v.peer().rack())
              .flag("eligible", "whether it can be the source", CandidateVerdict::eligible)
              .flag("chosen", "whether it is the source", CandidateVerdict::chosen)
              .text("verdict", "why it can or cannot be the source", CandidateVerdict::text));

  static final Composite<RunRecord> RUN =
      new Composite<>(
          RunView.class,
          new AttributeTable<RunRecord>()
              .text("runId", "id of the run", RunRecord::runId)
              .text("trigger", "STARTUP or MANUAL", r -> r.trigger().name())
              .text("requestedBy", "who asked for it; empty if unknown", RunRecord::requestedBy)
              .text(
                  "outcome", "WARMED, PARTIAL, ABORTED, FAILED or SKIPPED", r -> r.outcome().name())
              .text("reason", "why it ended so; empty if it ended well", RunRecord::reason)
              .text(
                  "reasonCode",
                  "the reason in one word, for programs; NOT_COLD for a node that needs no "
                      + "warm-up; empty if it ended well",
                  r -> r.reasonCode().map(Enum::name).orElse(""))
              .text(
                  "source", "host:port of the source's Redis, or empty", r -> r.source().orElse(""))
              .texts(
                  "sources",
                  "each source of a copy in parts; the last is source",
                  RunRecord::sources)
              .text("strategy", "how the data arrived", r -> r.strategy().orElse(""))
              .text("compared", "what was compared at the end, or empty", RunRecord::compared)
              .number(
                  "startedEpochMillis",
                  MILLIS,
                  "start, milliseconds since 1970",
                  RunRecord::startedEpochMillis)
              .number("elapsedMillis", MILLIS, "duration", RunRecord::elapsedMillis)
              .number("bytes", BYTES, "bytes of the bulk; -1 unknown", r -> r.bytes().orElse(-1))
              .number(
                  "keys",
                  COUNT,
                  "keys on the node at the end; -1 unknown",
                  r -> r.keys().orElse(-1))
              .number(
                  "writesOnlyMillis",
                  MILLIS,
                  "how long Dynomite held the writes; -1 if it did not",
                  r -> r.writesOnlyMillis().orElse(-1)));

  static final Composite<WatchedProcess> PROCESS =
      new Composite<>(
          ProcessView.class,
          new AttributeTable<WatchedProcess>()
              .text("name", "Redis or Dynomite", WatchedProcess::name)
              .text("state", "state at the last probe", WatchedProcess::state)
              .number(
                  "sinceEpochMillis",
                  MILLIS,
                  "when the state was first seen, milliseconds since 1970; -1 before the first"
                      + " probe",
                  p -> p.sinceEpochMillis().orElse(-1))
              .integer(
                  "restarts",
                  COUNT,
                  "restarts since it last stayed up for 10 minutes",
                  WatchedProcess::restarts)
              .text("text", "what is wrong and what is done about it", WatchedProcess::text));

  static final Composite<EffectiveSetting> SETTING =
      new Composite<>(
          SettingView.class,
          new AttributeTable<EffectiveSetting>()
              .text("name", "the full key", EffectiveSetting::name)
              .text("value", "the value; asterisks for a secret", EffectiveSetting::value)
              .text("origin", "the file or layer, or default", EffectiveSetting::origin));

  private Composites() {}
}
