// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/** Runs the JMX exporter's agent beside the daemon, with the rules of conf/. */
public class MonitoringIT extends Scenario {
  private static final int FEWEST = 15;
  private static final String OF_PEERS = "dynowarmup_verify_peer_differing_keys";

  private final HttpClient http = HttpClient.newHttpClient();
  private URI metrics;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private static Path conf(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty("conf.dir"), "-Dconf.dir"), name);
  }

  private Daemon exported(String... settings) throws Exception {
    int port = FreePorts.next();
    metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    String agent =
        System.getProperty("jmx.exporter.jar")
            + "=127.0.0.1:"
            + port
            + ":"
            + conf("prometheus/jmx-exporter.yml");
    List<String> all = new ArrayList<>(List.of("bootstrap=false", "force=false"));
    all.addAll(List.of(settings));
    return closeLater(
        Daemon.beside(cold(), List.of("-javaagent:" + agent), all.toArray(String[]::new)));
  }

  private String scrape() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(30)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  private static JsonElement dashboard() throws Exception {
    return JsonParser.parseString(Files.readString(conf("grafana/dyno-warmup.json")));
  }

  /** Returns all queries of the panels and the alerts. */
  private static List<Query> queries() throws Exception {
    List<Query> queries = new ArrayList<>(Query.ofDashboard(dashboard()));
    List<Query> alerts = Query.ofAlerts(Files.readString(conf("prometheus/alerts.yml")));
    assertTrue(alerts + " alerts", alerts.size() >= 6);
    queries.addAll(alerts);
    Set<String> metrics = new TreeSet<>();
    queries.forEach(q -> metrics.addAll(q.metrics()));
    assertTrue(metrics.toString(), metrics.size() > FEWEST);
    return queries;
  }

  /** Asserts that everything that some queries need is exported. */
  private static void assertComplete(String now, List<Sample> ever, Predicate<Query> some)
      throws Exception {
    Set<String> missing = new TreeSet<>();
    List<Query> queries = queries().stream().filter(some).toList();
    assertTrue(queries.toString(), queries.size() > 5);
    for (Query query : queries) {
      missing.addAll(query.missing(Sample.of(now), ever));
    }
    assertEquals("not in what is exported", Set.of(), missing);
  }

  private static void assertHas(String scraped, String line) {
    assertTrue(line + " in: " + scraped, scraped.lines().anyMatch(l -> l.equals(line)));
  }

  @Test
  public void systemdTakesTheUnit() throws Exception {
    Path verifier = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.isExecutable(verifier));
    try (TempDir units = TempDir.create("units")) {
      // The package installs the launcher, and systemd wants to see it.
      Path launcher =
          Files.createFile(
              units.file("dyno-warmup"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      List<String> command = new ArrayList<>(List.of(verifier.toString(), "verify"));
      for (String unit : List.of("dyno-warmup.service", "dyno-warmup-warm.service")) {
        String text = Files.readString(conf(unit)).replace("/usr/bin/dyno-warmup", launcher + "");
        command.add(Files.writeString(units.file(unit), text).toRealPath().toString());
      }
      Process verify = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      // It also complains about units of this machine that the target of the network needs.
      List<String> ours = said.lines().filter(line -> line.contains("dyno-warmup")).toList();
      assertEquals(List.of(), ours);
      assertEquals(said, 0, verify.waitFor());
    }
  }

  /** Checks the check that the following test relies on. */
  @Test
  public void aQueryForWhatIsNotExportedIsFound() {
    List<Sample> now =
        Sample.of("# HELP\na_b 1.0\ndynowarmup_runs_total{outcome=\"WARMED\",host=\"x\"} 2.0\n");
    assertEquals(List.of(), missing("dynowarmup_runs_total{outcome=\"WARMED\"} > 1", now));
    assertEquals(List.of(), missing("dynowarmup_runs_total{outcome=~\"WARM.*\"}", now));
    assertEquals(List.of(), missing("dynowarmup_runs_total{instance=~\"$instance\"}", now));
    assertEquals(List.of("dynowarmup_runs"), missing("dynowarmup_runs > 1", now));
    assertEquals(
        List.of("dynowarmup_runs_total with outcome=\"WARM\""),
        missing("sum(dynowarmup_runs_total{outcome=\"WARM\"})", now));
    assertEquals(
        List.of("label result of dynowarmup_runs_total"),
        missing("label_values(dynowarmup_runs_total, result)", now));
    assertEquals(
        List.of("label phase of dynowarmup_runs_total"),
        new Query("dynowarmup_runs_total", List.of("{{instance}} {{phase}}")).missing(now, now));
    assertEquals(1, missing("sum by (phase) (dynowarmup_runs_total)", now).size());
  }

  private static List<String> missing(String expression, List<Sample> now) {
    return new Query(expression, List.of()).missing(now, now);
  }

  /** The panels show a code by its name, and the alerts compare it with a number. */
  @Test
  public void codesMeanInTheDashboardAndInTheAlertsWhatTheyMeanInTheBean() throws Exception {
    for (JsonElement e : dashboard().getAsJsonObject().getAsJsonArray("panels")) {
      JsonObject panel = e.getAsJsonObject();
      String queries = Query.ofDashboard(panel).toString();
      if (queries.contains("dynowarmup_phase_code")) {
        assertEquals(names(WarmupPhase.values()), mapped(panel));
      } else if (queries.contains("dynowarmup_last_outcome_code")) {
        assertEquals(names(WarmupOutcome.values()), mapped(panel));
      } else if (queries.contains("dynowarmup_verify_state_code")) {
        assertEquals(names(VerifyReport.State.values()), mapped(panel));
      } else if (queries.contains("dynowarmup_dump_state_code")) {
        assertEquals(names(DumpReport.State.values()), mapped(panel));
      }
    }
    String alerts = Files.readString(conf("prometheus/alerts.yml"));
    assertSays("last_outcome_code == " + WarmupOutcome.FAILED.ordinal(), alerts);
    assertSays("last_outcome_code == " + WarmupOutcome.PARTIAL.ordinal(), alerts);
    assertSays("last_outcome_code == " + WarmupOutcome.ABORTED.ordinal(), alerts);
    assertSays("verify_state_code == " + VerifyReport.State.DONE.ordinal(), alerts);
    assertSays("verify_state_code == " + VerifyReport.State.FAILED.ordinal(), alerts);
    assertSays("dump_state_code == " + DumpReport.State.FAILED.ordinal(), alerts);
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  /** Returns the names of 0, 1, 2 and so on. */
  private static List<String> mapped(JsonObject panel) {
    JsonObject options = new JsonObject();
    JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
    for (JsonElement mapping : defaults.getAsJsonArray("mappings")) {
      JsonObject m = mapping.getAsJsonObject();
      if (m.get("type").getAsString().equals("value")) {
        m.getAsJsonObject("options").entrySet().forEach(o -> options.add(o.getKey(), o.getValue()));
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; options.has(String.valueOf(i)); i++) {
      names.add(options.getAsJsonObject(String.valueOf(i)).get("text").getAsString());
    }
    return names;
  }

  @Test
  public void whatTheDashboardAndTheAlertsNameIsThereBeforeDuringAndAfterARun() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    cold().redis().freeze();
    Daemon daemon = exported();

    String before = scrape();
    assertFalse(before, before.contains("dynowarmup_last_outcome_code"));
    assertHas(before, "dynowarmup_source{source=\"none\"} 1.0");
    assertHas(before, "dynowarmup_last_outcome{outcome=\"none\"} 1.0");
    cold().redis().thaw();
    daemon.awaitEnd("SKIPPED: bootstrap is false");

    assertEquals(0, daemon.tell("start").code());
    Await.until("a rate", LIMIT, () -> scrape().contains("\ndynowarmup_bulk_left_seconds"));
    String during = scrape();
    assertHas(during, "dynowarmup_running 1.0");
    assertHas(during, "dynowarmup_phase{phase=\"TRANSFER\"} 1.0");
    assertHas(during, "dynowarmup_dynomite_state{state=\"STANDBY\"} 1.0");
    assertHas(during, "dynowarmup_budget_seconds 900.0");
    assertTrue(during, during.contains("dynowarmup_source{source=\"" + source().redis().host()));

    assertEquals(0, daemon.tell("abort").code());
    Await.until("the end", LIMIT, () -> scrape().contains("dynowarmup_running 0.0"));
    String behind = untilItIsBehind(cluster, daemon);
    String handedOver = untilTheEnd(cluster);
    String after = scrape();
    List<Sample> ever = new ArrayList<>();
    List<String> moments = List.of(before, during, behind, handedOver, after);
    for (String moment : moments) {
      ever.addAll(Sample.of(moment));
    }
    for (String moment : moments) {
      assertComplete(moment, ever, q -> !q.expression().matches(".*_(verify|dump)_.*"));
    }
    for (String progress : List.of("_ratio", "_per_second", "_left_", "_lag_", "_offset_")) {
      assertTrue(behind + during, (behind + during).contains(progress));
      assertFalse(progress + " after the run: " + after, after.contains(progress));
    }
    assertHas(after, "dynowarmup_running 0.0");
    assertHas(after, "dynowarmup_node_state{state=\"SERVING\"} 1.0");
    assertHas(after, "dynowarmup_node_state{state=\"WARMING\"} 0.0");
    assertHas(after, "dynowarmup_last_outcome_code 0.0");
    assertHas(after, "dynowarmup_last_outcome{outcome=\"WARMED\"} 1.0");
    assertHas(after, "dynowarmup_runs_total{outcome=\"WARMED\"} 1.0");
    assertHas(after, "dynowarmup_runs_total{outcome=\"ABORTED\"} 1.0");
    assertHas(after, "dynowarmup_dynomite_state{state=\"NORMAL\"} 1.0");
  }

  /** Performs a run, whose link is slower than the writes until its lag is exported. */
  private String untilItIsBehind(DynomiteCluster cluster, Daemon daemon) throws Exception {
    WriteLoad load = load(Workload.versions("v:", 100, 500), 2_000);
    cluster.link(1, 0).redis().bandwidth(300_000);
    assertEquals(0, daemon.tell("start", "--strategy", "replication").code());
    Await.until("a lag", LIMIT, () -> scrape().contains("\ndynowarmup_lag_bytes"));
    String behind = scrape();
    load.stop();
    return behind;
  }

  /** Returns what was exported when the run had caught up: only then are the peers counted. */
  private String untilTheEnd(DynomiteCluster cluster) throws Exception {
    AtomicReference<String> handedOver = new AtomicReference<>("");
    cluster.link(1, 0).redis().bandwidth(0);
    Await.until(
        "the end",
        LIMIT,
        () -> {
          String now = scrape();
          if (now.contains("\ndynowarmup_peers_connected")) {
            handedOver.set(now);
          }
          return now.contains("dynowarmup_running 0.0");
        });
    return handedOver.get();
  }

  @Test
  public void theLastComparisonIsExportedWithWhatItFound() throws Exception {
    cluster();
    for (RackNode node : new RackNode[] {source(), cold()}) {
      Filler.strings(node.redis(), 500, 20);
    }
    Daemon daemon = exported();
    String before = scrape();
    assertHas(before, "dynowarmup_verify_state_code 0.0");
    assertHas(before, "dynowarmup_verify_state{state=\"NONE\"} 1.0");
    assertFalse(before, before.contains("dynowarmup_verify_differing_keys"));
    assertFalse(before, before.contains("dynowarmup_verify_found_keys"));
    try (Jedis here = cold().redis().client()) {
      here.set("key:1", "another");
      here.del("key:2", "key:3");
      here.set("mine", "only");
    }

    assertEquals(10, daemon.tell("verify", "--mode", "full", "--wait").code());

    String after = scrape();
    assertHas(after, "dynowarmup_verify_state_code 2.0");
    assertHas(after, "dynowarmup_verify_state{state=\"DONE\"} 1.0");
    assertHas(after, "dynowarmup_verify_peers 1.0");
    assertHas(after, "dynowarmup_verify_compared_keys 501.0");
    assertHas(after, "dynowarmup_verify_differing_keys 4.0");
    assertHas(after, "dynowarmup_verify_found_keys{found=\"equal\"} 497.0");
    assertHas(after, "dynowarmup_verify_found_keys{found=\"different\"} 1.0");
    assertHas(after, "dynowarmup_verify_found_keys{found=\"missing_here\"} 2.0");
    assertHas(after, "dynowarmup_verify_found_keys{found=\"missing_there\"} 1.0");
    assertHas(after, "dynowarmup_verify_found_keys{found=\"in_doubt\"} 0.0");
    assertHas(after, "dynowarmup_verify_found_keys{found=\"repaired\"} 0.0");
    String peer = source().redis().host() + ":" + source().redis().port();
    assertHas(after, "dynowarmup_verify_peer_differing_keys{peer=\"" + peer + "\"} 4.0");
    assertComplete(after, Sample.of(after), q -> q.expression().contains("_verify_"));
    assertTrue("a panel", queries().stream().anyMatch(q -> q.metrics().contains(OF_PEERS)));
  }

  @Test
  public void theLastDumpIsExported() throws Exception {
    cluster();
    Filler.strings(cold().redis(), 500, 20);
    TempDir dir = closeLater(TempDir.create("dumps"));
    exported(
        "cold.uptime.sec=0", "dump.cron=0/2 * * * * ?", "chunks.store=file://" + dir.file("store"));
    Await.until(
        "a dump", LIMIT, () -> scrape().contains("\ndynowarmup_dump_last_done_timestamp_seconds"));

    String after = scrape();

    assertComplete(after, Sample.of(after), q -> q.expression().contains("_dump_"));
  }
}
