package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.DynomiteCluster;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.RedisBinary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** The JMX exporter's agent beside the daemon, with the rules of conf/. */
public class MonitoringIT extends Scenario {
  private static final Pattern METRIC = Pattern.compile("\\bdynowarmup_[a-z_]+");
  private static final int FEWEST = 15;

  private final HttpClient http = HttpClient.newHttpClient();
  private URI metrics;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private static Path conf(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty("conf.dir"), "-Dconf.dir"), name);
  }

  private Daemon exported() throws Exception {
    int port = FreePorts.next();
    metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    String agent =
        System.getProperty("jmx.exporter.jar")
            + "=127.0.0.1:"
            + port
            + ":"
            + conf("prometheus/jmx-exporter.yml");
    return closeLater(
        Daemon.beside(cold(), List.of("-javaagent:" + agent), "bootstrap=false", "force=false"));
  }

  private String scrape() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(30)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  private static Set<String> metrics(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher m = METRIC.matcher(text); m.find(); ) {
      names.add(m.group());
    }
    return names;
  }

  /** All that a query or an alert is made of. */
  private static Set<String> wanted() throws Exception {
    Set<String> names = metrics(Files.readString(conf("prometheus/alerts.yml")));
    JsonElement dashboard =
        JsonParser.parseString(Files.readString(conf("grafana/dyno-warmup.json")));
    names.addAll(metrics(dashboard.toString()));
    assertTrue(names.toString(), names.size() > FEWEST);
    return names;
  }

  private static void assertComplete(String scraped) throws Exception {
    Set<String> missing = wanted();
    scraped.lines().filter(l -> !l.startsWith("#")).forEach(l -> missing.removeAll(metrics(l)));
    assertEquals("not in what is exported", Set.of(), missing);
  }

  private static void assertHas(String scraped, String line) {
    assertTrue(line + " in: " + scraped, scraped.lines().anyMatch(l -> l.equals(line)));
  }

  @Test
  public void systemdTakesTheUnit() throws Exception {
    Path verifier = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.isExecutable(verifier) && Files.isExecutable(Path.of("/usr/bin/java")));
    Process verify =
        new ProcessBuilder(
                verifier.toString(), "verify", conf("dyno-warmup.service").toRealPath().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", said);
    assertEquals(0, verify.waitFor());
  }

  @Test
  public void whatTheDashboardAndTheAlertsNameIsThereBeforeDuringAndAfterARun() throws Exception {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    cold().redis().freeze();
    Daemon daemon = exported();

    String before = scrape();
    assertComplete(before);
    assertHas(before, "dynowarmup_last_outcome_code -1.0");
    cold().redis().thaw();
    daemon.awaitLog("SKIPPED: bootstrap is false");

    assertEquals(0, daemon.tell("start").code());
    Await.until("TRANSFER", LIMIT, () -> scrape().contains("dynowarmup_phase_code 3.0"));
    String during = scrape();
    assertComplete(during);
    assertHas(during, "dynowarmup_running 1.0");
    assertHas(during, "dynowarmup_phase{phase=\"TRANSFER\"} 1.0");
    assertHas(during, "dynowarmup_dynomite_state{state=\"STANDBY\"} 1.0");
    assertHas(during, "dynowarmup_budget_seconds 900.0");
    assertTrue(during, during.contains("dynowarmup_source{source=\"" + source().redis().host()));

    assertEquals(0, daemon.tell("abort").code());
    Await.until("the end", LIMIT, () -> scrape().contains("dynowarmup_running 0.0"));
    cluster.link(1, 0).redis().bandwidth(0);
    assertEquals(0, daemon.tell("start", "--wait").code());
    String after = scrape();
    assertComplete(after);
    assertHas(after, "dynowarmup_running 0.0");
    assertHas(after, "dynowarmup_last_outcome_code 0.0");
    assertHas(after, "dynowarmup_last_outcome{outcome=\"WARMED\"} 1.0");
    assertHas(after, "dynowarmup_runs_total{outcome=\"WARMED\"} 1.0");
    assertHas(after, "dynowarmup_runs_total{outcome=\"ABORTED\"} 1.0");
    assertHas(after, "dynowarmup_dynomite_state{state=\"NORMAL\"} 1.0");
  }
}
