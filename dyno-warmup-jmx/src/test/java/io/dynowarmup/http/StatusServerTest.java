// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.ProjectFiles;
import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.config.HttpSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.FakeWarmup;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public class StatusServerTest {
  private final FakeWarmup warmup = new FakeWarmup();
  private final Pages pages =
      new Pages(warmup, r -> "{\"nodeState\":\"" + r.text("NodeState") + "\"}");

  private String get(String path, int status) throws Exception {
    Answer answer = pages.get(path);
    assertEquals(path, status, answer.status());
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void warmed() {
    warmup.status =
        new WarmupStatus.Builder()
            .runId("1")
            .outcome(WarmupOutcome.WARMED)
            .redisRole("master")
            .dynomiteState("NORMAL")
            .build();
  }

  @Test
  public void aNodeIsReadyOnlyIfItServesAndIsWarm() throws Exception {
    assertEquals("UNKNOWN: the node has not been probed yet\n", get("/readyz", 503));
    warmed();
    assertTrue(get("/readyz", 200).startsWith("SERVING: "));
    warmup.node =
        new NodeView.Builder()
            .redisRole("master")
            .dynomiteState("DOWN")
            .sinceEpochMillis(1)
            .build();
    assertEquals("DOWN: Dynomite is DOWN\n", get("/readyz", 503));
    assertEquals("ok\n", get("/healthz", 200));
    assertEquals("{\"nodeState\":\"DOWN\"}", get("/status", 200));
  }

  @Test
  public void anUnknownPathNamesThoseThatExist() throws Exception {
    assertTrue(get("/start", 404).contains("/healthz, /readyz, /status, /metrics"));
  }

  @Test
  public void whatIsUnknownIsLeftOut() throws Exception {
    String before = get("/metrics", 200);
    assertFalse(before, before.contains("dynowarmup_last_outcome_code"));
    assertFalse(before, before.contains("-1"));
    assertTrue(before, before.contains("\ndynowarmup_node_state{state=\"UNKNOWN\"} 1.0\n"));
    warmed();
    String after = get("/metrics", 200);
    assertTrue(after, after.contains("\ndynowarmup_node_state{state=\"SERVING\"} 1.0\n"));
    assertTrue(after, after.contains("\ndynowarmup_node_state{state=\"UNKNOWN\"} 0.0\n"));
    assertTrue(after, after.contains("\ndynowarmup_runs_total{outcome=\"WARMED\"} "));
    assertTrue(after, after.contains("\ndynowarmup_version{version=\""));
  }

  /** Dashboards and alerts work with both. */
  @Test
  public void theNamesAreThoseOfTheExportersRules() throws Exception {
    Set<String> rules = new TreeSet<>();
    Matcher rule =
        Pattern.compile("    name: (\\w+)")
            .matcher(ProjectFiles.text("conf/prometheus/jmx-exporter.yml"));
    while (rule.find()) {
      rules.add(rule.group(1));
    }
    assertEquals(rules, new TreeSet<>(NodeMetrics.names()));
  }

  /** Both have one sentence for each metric, and it is the same one. */
  @Test
  public void theHelpIsASentenceAndThatOfTheExportersRules() throws Exception {
    Map<String, String> rules = new TreeMap<>();
    Matcher rule =
        Pattern.compile("    name: (\\w+)(?s:.*?)    help: \"(.*)\"")
            .matcher(ProjectFiles.text("conf/prometheus/jmx-exporter.yml"));
    while (rule.find()) {
      String other = rules.put(rule.group(1), rule.group(2));
      assertTrue(rule.group(1), other == null || other.equals(rule.group(2)));
    }
    warmed();
    Matcher help = Pattern.compile("# HELP (\\w+) (.*)").matcher(get("/metrics", 200));
    int found = 0;
    for (; help.find(); found++) {
      assertEquals(help.group(1), rules.get(help.group(1)), help.group(2));
      assertTrue(help.group(2), help.group(2).matches("[A-Z].* .* .*\\."));
    }
    assertTrue(found + " metrics", found > 15);
  }

  @Test
  public void afterARunNothingOfItsProgressIsLeft() throws Exception {
    WarmupStatus.Builder run =
        new WarmupStatus.Builder()
            .runId("1")
            .bytesPerSecond(7)
            .progress(
                new Progress.Builder()
                    .stage(Progress.Stage.COPYING)
                    .bytesDone(10)
                    .bytesTotal(40)
                    .lagBytes(5)
                    .masterOffset(30)
                    .replicaOffset(25)
                    .build());
    warmup.status = run.phase(WarmupPhase.TRANSFER).build();
    String during = get("/metrics", 200);
    String[] progress = {"ratio", "bytes_per_second", "left_seconds", "lag_", "_offset_bytes"};
    for (String part : progress) {
      assertTrue(part + " in " + during, during.contains(part));
    }
    assertTrue(during, during.contains("\ndynowarmup_bulk_ratio 0.25\n"));
    warmup.status = run.phase(WarmupPhase.IDLE).outcome(WarmupOutcome.WARMED).build();
    String after = get("/metrics", 200);
    for (String part : progress) {
      assertFalse(part + " in " + after, after.contains(part));
    }
  }

  @Test
  public void theEndOfTheLastComparisonTheWarningsAndTheVersionAreThere() throws Exception {
    warmup.status = new WarmupStatus.Builder().addWarnings("one", "two").build();
    String metrics = get("/metrics", 200);
    assertTrue(metrics, metrics.contains("\ndynowarmup_warnings 2.0\n"));
    assertTrue(metrics, metrics.contains("\ndynowarmup_version{version=\"unknown\"} 1"));
    assertFalse(metrics, metrics.contains("dynowarmup_verify_finished"));
    VerifyReport.Builder comparison =
        new VerifyReport.Builder().mode("full").startedEpochMillis(1_000_000).elapsedMillis(5_000);
    warmup.report = comparison.state(VerifyReport.State.RUNNING).build();
    assertFalse(get("/metrics", 200).contains("dynowarmup_verify_finished"));
    warmup.report = comparison.state(VerifyReport.State.DONE).build();
    metrics = get("/metrics", 200);
    assertTrue(
        metrics, metrics.contains("\ndynowarmup_verify_finished_timestamp_seconds 1005.0\n"));
    assertTrue(metrics, metrics.contains("\ndynowarmup_verify_state{state=\"DONE\"} 1.0\n"));
  }

  @Test
  public void overHttpOnlyReadingIsPossible() throws Exception {
    try (StatusServer server = StatusServer.open(settings("0"), warmup, r -> "{}")) {
      HttpURLConnection get = connection(server, "GET", "/healthz");
      assertEquals(200, get.getResponseCode());
      assertEquals("text/plain; charset=utf-8", get.getContentType());
      assertEquals(200, connection(server, "HEAD", "/healthz").getResponseCode());
      assertEquals(405, connection(server, "POST", "/status").getResponseCode());
    }
  }

  @Test
  public void aPortInUseDoesNotEndTheDaemon() throws Exception {
    try (StatusServer server = StatusServer.open(settings("0"), warmup, r -> "{}")) {
      String port = String.valueOf(server.port().getAsInt());
      try (StatusServer none = StatusServer.open(settings(port), warmup, r -> "{}")) {
        assertEquals(OptionalInt.empty(), none.port());
      }
    }
  }

  private static HttpURLConnection connection(StatusServer server, String method, String path)
      throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http://127.0.0.1:" + server.port().getAsInt() + path).openConnection();
    connection.setRequestMethod(method);
    return connection;
  }

  private static HttpSettings settings(String port) {
    MapConfig config =
        new MapConfig(Collections.singletonMap(WarmupConfig.PREFIXES.get(0) + "http.port", port));
    return WarmupConfig.from(config).http();
  }
}
