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
    states("dynowarmup_node_state", "What the node is now.", "node", "state");
    flag("dynowarmup_running", "Whether a run is going on.", "Running");
    flag("dynowarmup_cold_and_serving", "Whether the node serves cold.", "ColdAndServing");
    ALL.add(Metric.settingsProblem("dynowarmup_settings_problem", "Whether settings are wrong."));
    states("dynowarmup_phase", "The phase of the run.", "phase", "phase");
    number("dynowarmup_phase_code", "The phase of the run as a number, 0 is IDLE.", "PhaseCode");
    scaled("dynowarmup_bulk_ratio", "Share of the bulk that has arrived.", "Percent", 0.01);
    number("dynowarmup_bulk_received_bytes", "Bytes that have arrived.", "BytesTransferred");
    number("dynowarmup_bulk_bytes", "Size of the bulk.", "BytesTotal");
    number("dynowarmup_bulk_bytes_per_second", "Rate of the bulk.", "BytesPerSecond");
    seconds("dynowarmup_bulk_left_seconds", "Time until the bulk has arrived.", "EtaMillis");
    seconds("dynowarmup_elapsed_seconds", "Duration of the run.", "ElapsedMillis");
    seconds("dynowarmup_budget_seconds", "Budget of the run.", "BudgetMillis");
    seconds("dynowarmup_budget_left_seconds", "What is left of the budget.", "BudgetLeftMillis");
    number("dynowarmup_lag_bytes", "Replication lag.", "LagBytes");
    number("dynowarmup_master_offset_bytes", "Replication offset of the source.", "MasterOffset");
    number("dynowarmup_replica_offset_bytes", "Replication offset of the node.", "ReplicaOffset");
    ALL.add(Metric.source("dynowarmup_source", "The source of the data."));
    states("dynowarmup_dynomite_state", "The state of Dynomite.", "dynomite", "state");
    states("dynowarmup_redis_role", "The role of Redis.", "redis", "role");
    number("dynowarmup_peers_connected", "Dynomites that are connected.", "PeersConnected");
    number("dynowarmup_peers_expected", "Dynomites that should be.", "PeersExpected");
    number("dynowarmup_last_outcome_code", "The last outcome, 0 is WARMED.", "LastOutcomeCode");
    states("dynowarmup_last_outcome", "The outcome of the last run.", "outcome", "outcome");
    seconds("dynowarmup_last_writes_only_seconds", "Writes held.", "LastWritesOnlyMillis");
    seconds(
        "dynowarmup_last_finished_timestamp_seconds",
        "When the last run ended, since 1970.",
        "LastFinishedEpochMillis");
    ALL.add(Metric.runs("dynowarmup_runs", "Runs of this process."));
    number("dynowarmup_verify_state_code", "The last comparison, 0 is NONE.", "VerifyStateCode");
    states("dynowarmup_verify_state", "The state of the comparison.", "verify", "state");
    seconds(
        "dynowarmup_verify_started_timestamp_seconds",
        "When the last comparison began, since 1970.",
        "VerifyStartedEpochMillis");
    seconds("dynowarmup_verify_elapsed_seconds", "Its duration.", "VerifyElapsedMillis");
    number("dynowarmup_verify_peers", "Peers compared.", "VerifyPeers");
    number("dynowarmup_verify_compared_keys", "Keys compared.", "VerifyKeys");
    number("dynowarmup_verify_differing_keys", "Keys that differ.", "VerifyDifferences");
    ALL.add(Metric.found("dynowarmup_verify_found_keys", "Keys found by the comparison."));
    ALL.add(
        Metric.peerDifferences("dynowarmup_verify_peer_differing_keys", "Keys that differ there."));
    ALL.add(Metric.version("dynowarmup_build", "The version of dyno-warmup."));
  }

  private NodeMetrics() {}

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
