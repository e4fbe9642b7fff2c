// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static io.dynowarmup.jmx.Composites.CANDIDATE;
import static io.dynowarmup.jmx.Composites.PROCESS;
import static io.dynowarmup.jmx.Composites.RUN;
import static io.dynowarmup.jmx.Composites.SETTING;
import static io.dynowarmup.jmx.table.AttributeTable.COUNT;
import static io.dynowarmup.jmx.table.AttributeTable.MILLIS;

import io.dynowarmup.jmx.table.AttributeTable;

/** Lists the attributes that hold many values, and the version. */
final class ListAttributes {
  static final AttributeTable<BeanSource> TABLE =
      new AttributeTable<BeanSource>()
          .text("Version", "Version of dyno-warmup.", s -> BeanSource.version())
          .integer("WarningCount", COUNT, "Number of Warnings.", s -> s.status().warnings().size())
          .texts(
              "Warnings",
              "Warnings of the current run, or of the last run, one sentence each. They do not end"
                  + " the run.",
              s -> s.status().warnings())
          .texts(
              "Sources",
              "host:port of each Redis that the data comes from: several if this node's range is "
                  + "copied in parts. The last one is Source.",
              BeanSource::sources)
          .numbers(
              "States",
              COUNT,
              "Each value of each state with 1 for the present value and 0 for the others, for"
                  + " metrics; the names are node.SERVING, phase.TRANSFER, dynomite.NORMAL,"
                  + " redis.master, outcome.WARMED, verify.DONE and so on.",
              States::of)
          .items(
              "Candidates",
              "Each peer that could be the source, best first: peer (host:port of its Redis), rack,"
                  + " eligible, chosen, verdict (why, or why not).",
              CANDIDATE,
              s -> s.status().candidates())
          .numbers(
              "PhaseMillis",
              MILLIS,
              "Time spent in each phase so far, milliseconds, including the current phase.",
              BeanSource::phaseMillis)
          .textsByName(
              "PhaseResults",
              "What each finished phase of the run did, one sentence each, by phase.",
              BeanSource::phaseResults)
          .numbers(
              "VerifyPeerDifferences",
              COUNT,
              "VerifyDifferences of each peer, by host:port of its Redis; empty before the first"
                  + " verification.",
              BeanSource::peerDifferences)
          .item(
              "LastRun",
              "The last run that ended, null if there is none: runId, trigger, requestedBy,"
                  + " outcome, reason, reasonCode, source, sources, strategy, compared,"
                  + " startedEpochMillis, elapsedMillis, bytes, keys, writesOnlyMillis (-1"
                  + " unknown).",
              RUN,
              BeanSource::lastRun)
          .items(
              "History",
              "The last runs, latest first, at most 20, including those before a restart; each like"
                  + " LastRun.",
              RUN,
              BeanSource::history)
          .items(
              "Processes",
              "Redis and Dynomite as the daemon sees them between runs; empty if it does not watch"
                  + " them. Each: name, state (Redis: UP, REPLICA, LOADING, LOCKED, DOWN; Dynomite:"
                  + " its own, or DOWN; SUSPENDED during a run), sinceEpochMillis, restarts (since"
                  + " it last stayed up for 10 minutes), text (why, and what is done).",
              PROCESS,
              BeanSource::processes)
          .items(
              "Settings",
              "Every setting as the next run would read it: name, value (secrets as ****), origin"
                  + " (file, layer or default). Empty if SettingsProblem is not.",
              SETTING,
              BeanSource::settings);

  private ListAttributes() {}
}
