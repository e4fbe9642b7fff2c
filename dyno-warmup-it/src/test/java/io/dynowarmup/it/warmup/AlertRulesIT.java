// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Children;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Prometheus' own tool evaluates the alerts: each state fires its alert, and no other one. */
public class AlertRulesIT {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<String> series = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();

  @Before
  public void onlyWithPromtool() {
    Promtool.assume();
  }

  /** A daemon that is up and has a budget of 15 minutes; its last run ended at 0. */
  private AlertRulesIT node(String state, int lastOutcome) {
    always("up{job=\"dyno-warmup\"}", 1);
    always("dynowarmup_budget_seconds", 900);
    always("dynowarmup_last_finished_timestamp_seconds", 0);
    always("dynowarmup_last_outcome_code", lastOutcome);
    always("dynowarmup_running", state.equals("WARMING") ? 1 : 0);
    for (String one :
        List.of("SERVING", "COLD", "WARMING", "CLOSED", "REPLICA", "DOWN", "UNKNOWN")) {
      always("dynowarmup_node_state{state=\"" + one + "\"}", one.equals(state) ? 1 : 0);
    }
    return this;
  }

  private AlertRulesIT always(String name, double value) {
    String labels =
        name.contains("{") ? name.replace("}", ", instance=\"n\"}") : name + "{instance=\"n\"}";
    series.removeIf(line -> line.contains("'" + labels + "'"));
    series.add("      - series: '" + labels + "'\n        values: '" + value + "x400'\n");
    return this;
  }

  private AlertRulesIT growing(String name, double perSample) {
    series.add(
        "      - series: '"
            + name
            + "{instance=\"n\"}'\n        values: '0+"
            + perSample
            + "x400'\n");
    return this;
  }

  /**
   * Expects these alerts to fire at a time, and no others; none at all if there is an empty one.
   */
  private void fires(String time, String... alerts) {
    List<String> wanted = new ArrayList<>(List.of(alerts));
    wanted.remove("");
    StringBuilder yml = new StringBuilder("  - name: '" + (groups.size() + 1));
    yml.append(". expected after ").append(time).append(": ").append(wanted).append("'\n");
    yml.append("    interval: 30s\n    input_series:\n").append(String.join("", series));
    yml.append("    promql_expr_test:\n");
    yml.append("      - expr: 'count by (alertname) (ALERTS{alertstate=\"firing\"})'\n");
    yml.append("        eval_time: ").append(time).append("\n        exp_samples:");
    yml.append(wanted.isEmpty() ? " []\n" : "\n");
    for (String alert : wanted) {
      yml.append("          - labels: '{alertname=\"DynoWarmup").append(alert).append("\"}'\n");
      yml.append("            value: 1\n");
    }
    groups.add(yml.toString());
  }

  /**
   * One promtool evaluates all. Most of its time are the rules, which Prometheus evaluates each
   * minute.
   */
  @After
  public void evaluate() throws Exception {
    if (groups.isEmpty()) {
      return;
    }
    Path rules = Path.of(Objects.requireNonNull(System.getProperty("conf.dir")), "prometheus");
    String yml = "rule_files: ['" + rules + "/alerts.yml']\nevaluation_interval: 1m\ntests:\n";
    Path file = folder.newFile().toPath();
    Files.writeString(file, yml + String.join("", groups));
    Process test =
        new ProcessBuilder("promtool", "test", "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said, Children.ends(test, Duration.ofSeconds(60)));
    assertEquals(said, 0, test.exitValue());
  }

  @Test
  public void aNodeThatServesAndIsWarmFiresNothing() throws Exception {
    node("SERVING", 0).fires("3h", "");
  }

  @Test
  public void aNodeThatIsDownFiresOneAlertWhateverItsLastRunWas() throws Exception {
    for (int outcome = 0; outcome <= 4; outcome++) {
      node("DOWN", outcome).always("dynowarmup_cold_and_serving", outcome == 3 ? 1 : 0);
      fires("30s", "");
      fires("2h", "NodeDown");
    }
  }

  @Test
  public void aNodeThatIsClosedOrAReplicaFiresOneAlertWhateverItsLastRunWas() throws Exception {
    for (int outcome = 0; outcome <= 4; outcome++) {
      node("CLOSED", outcome).fires("2h", "NodeClosed");
      node("REPLICA", outcome).fires("2h", "NodeReplica");
    }
  }

  @Test
  public void aNodeThatIsClosedByWishIsATicketAndNoPage() throws Exception {
    List<String> states = List.of("REQUIRES_BOOTSTRAP", "BOOTSTRAPPING", "BOOTSTRAPPED");
    for (String state : states) {
      for (String one : states) {
        always("dynowarmup_bootstrap_state{state=\"" + one + "\"}", one.equals(state) ? 1 : 0);
      }
      node("CLOSED", 4).fires("30m", "");
      fires("2h", "RequiresBootstrap");
      node("UNKNOWN", 4).fires("2h", "NotWatched", "RequiresBootstrap");
    }
  }

  @Test
  public void aFailedRunIsOneTicketAndAColdNodeOnePage() throws Exception {
    node("SERVING", 3).fires("1m", "Failed");
    fires("3h", "Failed");
    node("COLD", 3).always("dynowarmup_cold_and_serving", 1).fires("1m", "");
    fires("3h", "ColdAndServing");
  }

  @Test
  public void aPartialRunIsOneTicketUnlessTheNodeIsCold() throws Exception {
    node("SERVING", 1).fires("1m", "Partial");
    node("COLD", 1).fires("3h", "ColdAndServing");
  }

  @Test
  public void anAbortedRunIsATicketOnlyAfterTheBudget() throws Exception {
    node("SERVING", 2).fires("14m", "");
    fires("16m", "ColdTooLong");
  }

  /** Without a watch the state is unknown between runs; what the last run left is known. */
  @Test
  public void withoutAWatchTheLastRunStillFires() throws Exception {
    node("UNKNOWN", 0).fires("3h", "NotWatched");
    node("UNKNOWN", 3).fires("3h", "NotWatched", "Failed");
    node("UNKNOWN", 1).fires("3h", "NotWatched", "Partial");
    node("UNKNOWN", 2).fires("3h", "NotWatched", "ColdTooLong");
    for (int outcome = 1; outcome <= 4; outcome++) {
      node("UNKNOWN", outcome).always("dynowarmup_cold_and_serving", 1);
      fires("3h", "NotWatched", "ColdAndServing");
    }
  }

  @Test
  public void wrongSettingsAreOneTicket() throws Exception {
    for (String state : List.of("SERVING", "UNKNOWN")) {
      node(state, 3).always("dynowarmup_settings_problem", 1).fires("3h", "Settings");
    }
    node("UNKNOWN", 0).always("dynowarmup_settings_problem", 0).fires("3h", "NotWatched");
  }

  @Test
  public void aDaemonThatIsGoneIsOnePage() throws Exception {
    always("up{job=\"dyno-warmup\"}", 0).fires("3m", "DaemonGone");
  }

  @Test
  public void aRunThatDoesNotMoveIsStuckUntilItIsOverItsBudget() throws Exception {
    node("WARMING", 0)
        .always("dynowarmup_phase_code", 3)
        .always("dynowarmup_bulk_received_bytes", 1_000)
        .growing("dynowarmup_elapsed_seconds", 30)
        .growing("dynowarmup_since_progress_seconds", 30)
        .fires("5m", "");
    fires("8m", "Stuck");
    fires("20m", "OverBudget");
  }

  @Test
  public void aRunThatMovesFiresNothing() throws Exception {
    node("WARMING", 3)
        .always("dynowarmup_phase_code", 3)
        .growing("dynowarmup_bulk_received_bytes", 1_000)
        .growing("dynowarmup_elapsed_seconds", 1)
        .always("dynowarmup_since_progress_seconds", 1)
        .fires("2h", "");
  }

  /** The first sample of each number is that of a daemon that has just started. */
  @Test
  public void aRunThatHasJustBegunFiresNothing() throws Exception {
    node("WARMING", 0)
        .always("dynowarmup_phase_code", 3)
        .growing("dynowarmup_elapsed_seconds", 30)
        .growing("dynowarmup_since_progress_seconds", 30);
    for (String time : List.of("1m", "2m", "3m")) {
      fires(time, "");
    }
  }

  /** The source saves, or this node loads: no byte arrives for longer than 5 minutes. */
  @Test
  public void aLongSaveFiresNothing() throws Exception {
    node("WARMING", 0)
        .always("dynowarmup_phase_code", 3)
        .always("dynowarmup_bulk_received_bytes", 0)
        .growing("dynowarmup_elapsed_seconds", 1)
        .always("dynowarmup_since_progress_seconds", 1)
        .fires("12m", "");
  }

  @Test
  public void differencesAndAFailedComparisonAreTickets() throws Exception {
    node("SERVING", 0)
        .always("dynowarmup_verify_state_code", 2)
        .always("dynowarmup_verify_differing_keys", 7)
        .fires("1m", "Differs");
    always("dynowarmup_verify_state_code", 4).fires("1m", "NotCompared");
  }

  @Test
  public void aFailedDumpIsATicket() throws Exception {
    node("SERVING", 0).always("dynowarmup_dump_state_code", 3).fires("1m", "");
    always("dynowarmup_dump_state_code", 4).fires("1m", "DumpFailed");
  }
}
