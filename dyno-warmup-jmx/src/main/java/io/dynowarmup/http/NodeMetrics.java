// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The metrics of the node. They have the names and values that the rules of {@code
 * conf/prometheus/jmx-exporter.yml} give them. Pure functions.
 */
final class NodeMetrics {
  private static final List<Metric> ALL = new ArrayList<>();

  static {
    states(
        "dynowarmup_node_state",
        "What the node is at this moment: 1 for its state, 0 for the others.",
        "node",
        "state");
    flag("dynowarmup_running", "Whether a run is going on: 1 or 0.", "Running");
    flag(
        "dynowarmup_cold_and_serving",
        "Whether the node serves although its last warm-up did not make it warm: 1 or " + "0.",
        "ColdAndServing");
    ALL.add(
        Metric.settingsProblem(
            "dynowarmup_settings_problem",
            "Whether the settings are wrong, so that no run can begin: 1 or 0."));
    number(
        "dynowarmup_warnings",
        "How many warnings the current or the last run has.",
        "WarningCount");
    ALL.add(
        Metric.version(
            "dynowarmup_version",
            "The version of dyno-warmup is in the label; the value is always 1."));
    phase();
    bulk();
    budget();
    replication();
    processes();
    lastRun();
    verification();
  }

  private NodeMetrics() {}

  private static void phase() {
    states(
        "dynowarmup_phase",
        "The phase of the run: 1 for the present phase, 0 for the others.",
        "phase",
        "phase");
    number(
        "dynowarmup_phase_code",
        "The phase of the run is a number: 0 IDLE, 1 PREFLIGHT, 2 SELECT_SOURCE, 3 "
            + "TRANSFER, 4 CATCH_UP, 5 HAND_OVER, 6 RESTORE.",
        "PhaseCode");
  }

  private static void bulk() {
    scaled(
        "dynowarmup_bulk_ratio",
        "The share of the bulk that has arrived in the current run goes from 0 to 1. It "
            + "is absent without a run.",
        "Percent",
        0.01);
    number(
        "dynowarmup_bulk_received_bytes",
        "This many bytes of the bulk have arrived in the current or the last run.",
        "BytesTransferred");
    number(
        "dynowarmup_bulk_bytes",
        "The bulk of the current or the last run has this many bytes. It may be an " + "estimate.",
        "BytesTotal");
    number(
        "dynowarmup_bulk_bytes_per_second",
        "The bulk arrives at this rate. It is absent without a run.",
        "BytesPerSecond");
    seconds(
        "dynowarmup_bulk_left_seconds",
        "The bulk will have arrived in this time at the current rate. It is absent "
            + "except in TRANSFER.",
        "EtaMillis");
  }

  private static void budget() {
    seconds(
        "dynowarmup_elapsed_seconds",
        "The current run has taken this long, or the last run took this long.",
        "ElapsedMillis");
    seconds("dynowarmup_budget_seconds", "A run may take this long.", "BudgetMillis");
    seconds(
        "dynowarmup_budget_left_seconds",
        "The current run may go on for this long. It is absent without a run.",
        "BudgetLeftMillis");
  }

  private static void replication() {
    number(
        "dynowarmup_lag_bytes",
        "This many bytes of the source's replication stream are missing on this node. "
            + "It is absent without a run.",
        "LagBytes");
    number(
        "dynowarmup_master_offset_bytes",
        "The replication offset of the source. It is absent without a run.",
        "MasterOffset");
    number(
        "dynowarmup_replica_offset_bytes",
        "The replication offset of this node as the source reports it. It is absent "
            + "without a run.",
        "ReplicaOffset");
    ALL.add(
        Metric.source(
            "dynowarmup_source",
            "The label is host:port of the source's Redis, or none before a source is "
                + "chosen; the value is always 1."));
  }

  private static void processes() {
    states(
        "dynowarmup_dynomite_state",
        "The state of the local Dynomite: 1 for the present state, 0 for the others.",
        "dynomite",
        "state");
    states(
        "dynowarmup_redis_role",
        "The role of the local Redis: 1 for the present role, 0 for the others.",
        "redis",
        "role");
    number(
        "dynowarmup_peers_connected",
        "This many Dynomites are connected to the local one.",
        "PeersConnected");
    number(
        "dynowarmup_peers_expected",
        "This many Dynomites can be reached and should be connected.",
        "PeersExpected");
  }

  private static void lastRun() {
    number(
        "dynowarmup_last_outcome_code",
        "The outcome of the last run is a number: 0 WARMED, 1 PARTIAL, 2 ABORTED, 3 "
            + "FAILED, 4 SKIPPED.",
        "LastOutcomeCode");
    states(
        "dynowarmup_last_outcome",
        "The outcome of the last run: 1 for that outcome, 0 for the others.",
        "outcome",
        "outcome");
    seconds(
        "dynowarmup_last_writes_only_seconds",
        "Dynomite held the writes for this long in the last run.",
        "LastWritesOnlyMillis");
    seconds(
        "dynowarmup_last_finished_timestamp_seconds",
        "The last run ended at this time, in seconds since 1970.",
        "LastFinishedEpochMillis");
    ALL.add(
        Metric.runs("dynowarmup_runs", "This many runs of this process have ended, by outcome."));
  }

  private static void verification() {
    number(
        "dynowarmup_verify_state_code",
        "The state of the comparison with the peers is a number: 0 NONE, 1 RUNNING, 2 "
            + "DONE, 3 ABORTED, 4 FAILED.",
        "VerifyStateCode");
    states(
        "dynowarmup_verify_state",
        "The state of the comparison with the peers: 1 for the present state, 0 for the "
            + "others.",
        "verify",
        "state");
    seconds(
        "dynowarmup_verify_started_timestamp_seconds",
        "The current or the last comparison began at this time, in seconds since 1970.",
        "VerifyStartedEpochMillis");
    seconds(
        "dynowarmup_verify_finished_timestamp_seconds",
        "The last comparison ended at this time, in seconds since 1970. It is absent "
            + "while one is going on.",
        "VerifyFinishedEpochMillis");
    seconds(
        "dynowarmup_verify_elapsed_seconds",
        "The current comparison has taken this long, or the last one took this long.",
        "VerifyElapsedMillis");
    number("dynowarmup_verify_peers", "This many peers have been compared.", "VerifyPeers");
    number(
        "dynowarmup_verify_compared_keys",
        "This many keys have been compared, counted once for each peer.",
        "VerifyKeys");
    number(
        "dynowarmup_verify_differing_keys",
        "This many keys differ over all peers, after a repair if there was one.",
        "VerifyDifferences");
    ALL.add(
        Metric.found(
            "dynowarmup_verify_found_keys",
            "The comparison found this many keys over all peers, before a repair, and "
                + "repaired this many."));
    ALL.add(
        Metric.peerDifferences(
            "dynowarmup_verify_peer_differing_keys",
            "This many keys differ from those of that peer, after a repair if there was "
                + "one."));
  }

  static MetricSnapshots of(BeanSnapshot reading) {
    MetricSnapshots.Builder metrics = MetricSnapshots.builder();
    ALL.forEach(metric -> metric.read(reading).ifPresent(metrics::metricSnapshot));
    return metrics.build();
  }

  static List<String> names() {
    return ALL.stream().map(Metric::name).collect(Collectors.toList());
  }

  private static void number(String name, String help, String attribute) {
    scaled(name, help, attribute, 1);
  }

  private static void seconds(String name, String help, String attribute) {
    scaled(name, help, attribute, 0.001);
  }

  private static void scaled(String name, String help, String attribute, double factor) {
    ALL.add(Metric.number(name, help, attribute, factor));
  }

  private static void flag(String name, String help, String attribute) {
    ALL.add(Metric.flag(name, help, attribute));
  }

  private static void states(String name, String help, String kind, String label) {
    ALL.add(Metric.states(name, help, kind, label));
  }
}
