// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.HttpSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.FakeWarmup;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
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
    assertTrue(after, after.contains("\ndynowarmup_build_info{version=\""));
  }

  /** Dashboards and alerts work with both. */
  @Test
  public void theNamesAreThoseOfTheExportersRules() throws Exception {
    Set<String> rules = new TreeSet<>();
    Matcher rule =
        Pattern.compile("    name: (\\w+)")
            .matcher(io.dynowarmup.jmx.Pages.text("conf/prometheus/jmx-exporter.yml"));
    while (rule.find()) {
      rules.add(rule.group(1));
    }
    Set<String> names = new TreeSet<>(NodeMetrics.names());
    names.remove("dynowarmup_build_info");
    assertEquals(rules, names);
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
      String port = String.valueOf(server.port());
      try (StatusServer none = StatusServer.open(settings(port), warmup, r -> "{}")) {
        assertEquals(-1, none.port());
      }
    }
  }

  private static HttpURLConnection connection(StatusServer server, String method, String path)
      throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) new URL("http://127.0.0.1:" + server.port() + path).openConnection();
    connection.setRequestMethod(method);
    return connection;
  }

  private static HttpSettings settings(String port) {
    MapConfig config =
        new MapConfig(Collections.singletonMap(WarmupConfig.PREFIXES.get(0) + "http.port", port));
    return WarmupConfig.from(config).http();
  }
}
