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
        "Current state of the node: 1 for its state, 0 for the others.",
        "node",
        "state");
    states(
        "dynowarmup_bootstrap_state",
        "Whether the node is closed until it is bootstrapped: 1 for its state, 0 for the others.",
        "bootstrap",
        "state");
    flag("dynowarmup_running", "Whether a run is in progress: 1 or 0.", "Running");
    flag(
        "dynowarmup_cold_and_serving",
        "Whether the node serves although its last warm-up did not make it warm: 1 or 0.",
        "ColdAndServing");
    ALL.add(
        Metric.settingsProblem(
            "dynowarmup_settings_problem",
            "Whether wrong settings or a broken dynomite.yml prevent every run: 1 or 0."));
    number("dynowarmup_warnings", "Number of warnings of the current or last run.", "WarningCount");
    ALL.add(
        Metric.version(
            "dynowarmup_version", "Version of dyno-warmup as a label; the value is always 1."));
    phase();
    bulk();
    budget();
    replication();
    processes();
    lastRun();
    verification();
    dump();
  }

  private NodeMetrics() {}

  private static void phase() {
    states(
        "dynowarmup_phase",
        "Phase of the run: 1 for the current phase, 0 for the others.",
        "phase",
        "phase");
    number(
        "dynowarmup_phase_code",
        "Phase of the run as a number: 0 IDLE, 1 PREFLIGHT, 2 SELECT_SOURCE, 3 TRANSFER, 4"
            + " CATCH_UP, 5 HAND_OVER, 6 RECONCILE, 7 RESTORE.",
        "PhaseCode");
  }

  private static void bulk() {
    scaled(
        "dynowarmup_bulk_ratio",
        "Share of the bulk that has arrived in the current run, 0 to 1; absent without a run.",
        "Percent",
        0.01);
    number(
        "dynowarmup_bulk_received_bytes",
        "Bytes of the bulk that have arrived in the current or last run.",
        "BytesTransferred");
    number(
        "dynowarmup_bulk_bytes",
        "Size of the bulk of the current or last run; may be an estimate.",
        "BytesTotal");
    number(
        "dynowarmup_bulk_bytes_per_second",
        "Rate at which the bulk arrives; absent without a run.",
        "BytesPerSecond");
    seconds(
        "dynowarmup_bulk_left_seconds",
        "Time until the bulk has arrived at the current rate; absent except in TRANSFER.",
        "EtaMillis");
  }

  private static void budget() {
    seconds(
        "dynowarmup_elapsed_seconds",
        "How long the current run has taken so far, or the last run took.",
        "ElapsedMillis");
    seconds("dynowarmup_budget_seconds", "Budget of a run.", "BudgetMillis");
    seconds(
        "dynowarmup_budget_left_seconds",
        "Time left of the current run's budget; absent without a run.",
        "BudgetLeftMillis");
    seconds(
        "dynowarmup_since_progress_seconds",
        "Time since the phase of the current run, its data or the save at its source last moved;"
            + " absent without a run.",
        "SinceProgressMillis");
  }

  private static void replication() {
    number(
        "dynowarmup_lag_bytes",
        "Replication lag: bytes of the source's replication stream that are missing on this node;"
            + " absent without a run.",
        "LagBytes");
    number(
        "dynowarmup_master_offset_bytes",
        "Replication offset of the source; absent without a run.",
        "MasterOffset");
    number(
        "dynowarmup_replica_offset_bytes",
        "Replication offset of this node as the source reports it; absent without a run.",
        "ReplicaOffset");
    ALL.add(
        Metric.source(
            "dynowarmup_source",
            "Source of the run: host:port of its Redis as a label, none before one is chosen; the"
                + " value is always 1."));
  }

  private static void processes() {
    states(
        "dynowarmup_dynomite_state",
        "State of the local Dynomite: 1 for the current state, 0 for the others.",
        "dynomite",
        "state");
    states(
        "dynowarmup_redis_role",
        "Role of the local Redis: 1 for the current role, 0 for the others.",
        "redis",
        "role");
    number(
        "dynowarmup_peers_connected",
        "Number of Dynomites that are connected to the local one; absent without a run.",
        "PeersConnected");
    number(
        "dynowarmup_peers_expected",
        "Number of Dynomites that can be reached and should be connected; absent without a run.",
        "PeersExpected");
  }

  private static void lastRun() {
    number(
        "dynowarmup_last_outcome_code",
        "Outcome of the last run as a number: 0 WARMED, 1 PARTIAL, 2 ABORTED, 3 FAILED, 4 SKIPPED.",
        "LastOutcomeCode");
    states(
        "dynowarmup_last_outcome",
        "Outcome of the last run: 1 for that outcome, 0 for the others.",
        "outcome",
        "outcome");
    seconds(
        "dynowarmup_last_writes_only_seconds",
        "How long Dynomite held the writes in the last run.",
        "LastWritesOnlyMillis");
    seconds(
        "dynowarmup_last_finished_timestamp_seconds",
        "When the last run ended, in seconds since 1970.",
        "LastFinishedEpochMillis");
    ALL.add(Metric.runs("dynowarmup_runs", "Runs of this process that have ended, by outcome."));
  }

  private static void verification() {
    number(
        "dynowarmup_verify_state_code",
        "State of the verification as a number: 0 NONE, 1 RUNNING, 2 DONE, 3 ABORTED, 4 FAILED.",
        "VerifyStateCode");
    states(
        "dynowarmup_verify_state",
        "State of the verification: 1 for the current state, 0 for the others.",
        "verify",
        "state");
    seconds(
        "dynowarmup_verify_started_timestamp_seconds",
        "When the current or last verification began, in seconds since 1970.",
        "VerifyStartedEpochMillis");
    seconds(
        "dynowarmup_verify_finished_timestamp_seconds",
        "When the last verification ended, in seconds since 1970; absent while one is in progress.",
        "VerifyFinishedEpochMillis");
    seconds(
        "dynowarmup_verify_elapsed_seconds",
        "How long the current verification has taken so far, or the last one took.",
        "VerifyElapsedMillis");
    number("dynowarmup_verify_peers", "Number of peers compared so far.", "VerifyPeers");
    number(
        "dynowarmup_verify_compared_keys",
        "Number of keys compared so far, counted once for each peer.",
        "VerifyKeys");
    number(
        "dynowarmup_verify_differing_keys",
        "Number of keys that differ, over all peers, after a repair if there was one.",
        "VerifyDifferences");
    ALL.add(
        Metric.found(
            "dynowarmup_verify_found_keys",
            "Number of keys by result, over all peers: found before a repair, or repaired."));
    ALL.add(
        Metric.peerDifferences(
            "dynowarmup_verify_peer_differing_keys",
            "Number of keys that differ from those of the peer, after a repair if there was one."));
  }

  private static void dump() {
    number(
        "dynowarmup_dump_state_code",
        "State of the dump as a number: 0 NONE, 1 RUNNING, 2 DONE, 3 ABORTED, 4 FAILED.",
        "DumpStateCode");
    states(
        "dynowarmup_dump_state",
        "State of the dump: 1 for the current state, 0 for the others.",
        "dump",
        "state");
    seconds(
        "dynowarmup_dump_elapsed_seconds",
        "How long the current dump has taken so far, or the last one took.",
        "DumpElapsedMillis");
    number("dynowarmup_dump_keys", "Number of keys in the stored chunks.", "DumpKeys");
    number("dynowarmup_dump_chunks", "Number of stored chunks.", "DumpChunks");
    number("dynowarmup_dump_bytes", "Size of the stored chunks.", "DumpBytes");
    number(
        "dynowarmup_dump_left_out_keys",
        "Number of large keys that changed during each read and are not in the dump.",
        "DumpLeftOut");
    seconds(
        "dynowarmup_dump_last_done_timestamp_seconds",
        "When this process last completed a dump, in seconds since 1970; absent if it has completed"
            + " none.",
        "DumpLastDoneEpochMillis");
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
