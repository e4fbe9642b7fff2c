// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static io.dynowarmup.jmx.table.AttributeTable.BYTES;
import static io.dynowarmup.jmx.table.AttributeTable.BYTES_PER_SECOND;
import static io.dynowarmup.jmx.table.AttributeTable.COUNT;
import static io.dynowarmup.jmx.table.AttributeTable.MILLIS;
import static io.dynowarmup.jmx.table.AttributeTable.PERCENT;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.jmx.table.AttributeTable;
import io.dynowarmup.text.StatusText;

/** Lists the attributes of the current and of the last run that are a number or a text. */
final class RunAttributes {
  static final AttributeTable<BeanSource> TABLE =
      new AttributeTable<BeanSource>()
          .text(
              "Phase",
              "Phase of the run: IDLE (no run), PREFLIGHT, SELECT_SOURCE, TRANSFER, CATCH_UP, "
                  + "HAND_OVER, RECONCILE, RESTORE.",
              s -> s.status().phase().name())
          .integer(
              "PhaseCode",
              COUNT,
              "Phase as a number: 0 IDLE, 1 PREFLIGHT, 2 SELECT_SOURCE, 3 TRANSFER, 4 CATCH_UP, "
                  + "5 HAND_OVER, 6 RECONCILE, 7 RESTORE.",
              s -> s.status().phase().ordinal())
          .flag(
              "Running",
              "True while a run is in progress. Then abort() ends the run, and start() is refused.",
              s -> s.status().running())
          .integer(
              "Percent",
              PERCENT,
              "Share of the bulk that has arrived, percent, 0 to 100; -1 unknown or no run. An"
                  + " estimate stays below 100 until everything has arrived. 100 is not the end:"
                  + " CATCH_UP and HAND_OVER follow.",
              s -> (int) s.now(p -> p.percent().orElse(-1)))
          .number(
              "BytesTransferred",
              BYTES,
              "Bytes of the bulk that have arrived; -1 unknown. The bulk is the data that "
                  + "TRANSFER copies.",
              s -> s.progress().bytesDone().orElse(-1))
          .number(
              "BytesTotal",
              BYTES,
              "Size of the bulk, bytes; -1 unknown. If Redis does not report it, an estimate from"
                  + " the keys that the source has saved, and before that from the sizes of a few"
                  + " keys and its memory. Activity says 'at most' if it is an upper limit.",
              s -> s.progress().bytesTotal().orElse(-1))
          .number(
              "BytesPerSecond",
              BYTES_PER_SECOND,
              "Rate of the bulk over the last seconds, bytes per second; -1 unknown or no run.",
              s -> s.status().running() ? s.status().bytesPerSecond().orElse(-1) : -1)
          .number(
              "EtaMillis",
              MILLIS,
              "Time until the bulk has arrived at the current rate, milliseconds; -1 unknown or "
                  + "not in TRANSFER.",
              s -> StatusText.leftMillis(s.status()).orElse(-1))
          .number(
              "ElapsedMillis",
              MILLIS,
              "Duration of the current run so far, or of the last run, milliseconds; 0 before "
                  + "the first run.",
              s -> s.status().elapsedMillis())
          .number(
              "BudgetMillis",
              MILLIS,
              "Budget of the run, milliseconds (setting msec.bootstraptime); -1 until a run has "
                  + "read the settings.",
              BeanSource::budgetMillis)
          .number(
              "BudgetLeftMillis",
              MILLIS,
              "Time until the run keeps what it has and ends as PARTIAL, milliseconds; -1 if no "
                  + "run is in progress or the settings have not been read.",
              BeanSource::budgetLeftMillis)
          .number(
              "SinceProgressMillis",
              MILLIS,
              "Time since the run last made progress, milliseconds: since its phase, its data or"
                  + " the save at its source last moved; -1 if no run is in progress.",
              s -> s.status().running() ? s.status().sinceProgressMillis() : -1)
          .number(
              "LagBytes",
              BYTES,
              "Replication lag: bytes of the source's replication stream that are still missing "
                  + "on this node; -1 unknown or no run.",
              s -> s.now(p -> p.lagBytes().orElse(-1)))
          .number(
              "MasterOffset",
              BYTES,
              "Replication offset of the source, bytes; -1 unknown or no run.",
              s -> s.now(p -> p.masterOffset().orElse(-1)))
          .number(
              "ReplicaOffset",
              BYTES,
              "Replication offset of this node as the source reports it, bytes, updated about "
                  + "once a second; -1 unknown or no run.",
              s -> s.now(p -> p.replicaOffset().orElse(-1)))
          .text(
              "Source",
              "host:port of the Redis that the data comes from; empty before a source is "
                  + "chosen. The last one if this node's range is copied in parts.",
              BeanSource::source)
          .text(
              "SourceRack",
              "Rack of the source; empty before a source is chosen.",
              s -> s.status().source().map(Peer::rack).orElse(""))
          .text(
              "Strategy",
              "How the data arrives, and with strategy=auto also why. auto until the run has "
                  + "decided; empty before the first run.",
              s -> s.status().strategy().orElse(""))
          .text(
              "DynomiteState",
              "State of the local Dynomite at the last probe. NORMAL serves; STANDBY, WRITES_ONLY,"
                  + " RESUMING, DOWN and UNREACHABLE do not. Empty before the first probe, and"
                  + " while probes are not possible.",
              BeanSource::dynomiteState)
          .flag(
              "ColdAndServing",
              "True if this node serves although its last warm-up did not make it warm, "
                  + "according to its state file, or although its data was dropped or replaced "
                  + "since; false while a run is in progress.",
              BeanSource::coldAndServing)
          .text(
              "RedisRole",
              "Role of the local Redis at the last probe: master, slave or loading; empty "
                  + "before the first probe.",
              s -> s.node().redisRole().orElse(""))
          .number(
              "Keys",
              COUNT,
              "Keys in the local Redis at the last probe, or at the end of a run; -1 unknown.",
              s -> s.node().keys().orElse(-1))
          .text(
              "RunId",
              "Id of the current run, or of the last run; empty before the first run.",
              s -> s.status().runId().orElse(""))
          .text(
              "Trigger",
              "What started the run: STARTUP (the node came up) or MANUAL (an operator); empty "
                  + "before the first run.",
              s -> s.status().runId().map(id -> s.status().trigger().name()).orElse(""))
          .text(
              "RequestedBy",
              "Who asked for the run: start-up, retry N, the watch, JMX user NAME, JMX (a client "
                  + "without a login), command line; empty before the first run.",
              s -> s.status().requestedBy())
          .text(
              "Activity",
              "What the run is doing now, one sentence with its numbers; empty if no run is in"
                  + " progress.",
              s -> StatusText.doing(s.status()))
          .text(
              "Note",
              "What the run is doing or waiting for, in words; may be empty.",
              s -> s.progress().note())
          .number(
              "KeysInDoubt",
              COUNT,
              "Keys to which the hand-over of the current or the last run may have applied a write "
                  + "twice; -1 if the run did not look for them (setting reconcile.msec) or could "
                  + "not.",
              s -> s.status().handOver().keysInDoubt().orElse(-1))
          .text(
              "Reconciled",
              "What became of writes that the hand-over has applied twice, one sentence; empty if "
                  + "the run did not look for them.",
              s -> s.status().handOver().reconciled().map(Object::toString).orElse(""))
          .text(
              "LastOutcome",
              "Outcome of the last run that ended, also one before a restart: WARMED, "
                  + "PARTIAL, ABORTED, FAILED, SKIPPED; empty if no run has ended yet.",
              s -> s.lastText(r -> r.outcome().name()))
          .integer(
              "LastOutcomeCode",
              COUNT,
              "LastOutcome as a number: -1 none yet, 0 WARMED, 1 PARTIAL, 2 ABORTED, 3 FAILED, "
                  + "4 SKIPPED.",
              s -> (int) s.lastNumber(r -> r.outcome().ordinal()))
          .text(
              "LastReason",
              "Why the last run ended with this outcome, one sentence; empty if it ended well.",
              s -> s.lastText(RunRecord::reason))
          .text(
              "LastCompared",
              "What the last run compared with its source at its end: keys on both sides, keys "
                  + "sampled and equal; empty if it compared nothing.",
              s -> s.lastText(RunRecord::compared))
          .number(
              "LastWritesOnlyMillis",
              MILLIS,
              "How long Dynomite held the writes in the last run, milliseconds; -1 if it did "
                  + "not, or if no run has ended yet.",
              s -> s.lastNumber(r -> r.writesOnlyMillis().orElse(-1)))
          .number(
              "LastFinishedEpochMillis",
              MILLIS,
              "When the last run ended, milliseconds since 1970; -1 if no run has ended yet.",
              s -> s.lastNumber(r -> r.startedEpochMillis() + r.elapsedMillis()))
          .number(
              "RunsWarmed",
              COUNT,
              "Runs of this process that ended as WARMED.",
              s -> s.runs(WarmupOutcome.WARMED))
          .number(
              "RunsPartial",
              COUNT,
              "Runs of this process that ended as PARTIAL.",
              s -> s.runs(WarmupOutcome.PARTIAL))
          .number(
              "RunsAborted",
              COUNT,
              "Runs of this process that ended as ABORTED.",
              s -> s.runs(WarmupOutcome.ABORTED))
          .number(
              "RunsFailed",
              COUNT,
              "Runs of this process that ended as FAILED.",
              s -> s.runs(WarmupOutcome.FAILED))
          .number(
              "RunsSkipped",
              COUNT,
              "Runs of this process that ended as SKIPPED.",
              s -> s.runs(WarmupOutcome.SKIPPED))
          .integer(
              "PeersConnected",
              COUNT,
              "Number of Dynomites that are connected to the local one; -1 unknown or no run.",
              s -> s.status().running() ? s.status().peersConnected().orElse(-1) : -1)
          .integer(
              "PeersExpected",
              COUNT,
              "Number of Dynomites that can be reached and should be connected; -1 unknown or no"
                  + " run.",
              s -> s.status().running() ? s.status().peersExpected().orElse(-1) : -1)
          .text(
              "SettingsProblem",
              "Which settings are wrong, and what is allowed, or why dynomite.yml cannot be read; a"
                  + " run would fail for it. The last valid settings stay in use between runs."
                  + " Empty if all settings are valid.",
              BeanSource::settingsProblem);

  private RunAttributes() {}
}
