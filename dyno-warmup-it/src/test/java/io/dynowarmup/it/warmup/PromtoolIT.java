// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.jmx.Daemon;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** Prometheus' own tool checks the alerts and the metrics. Skipped where it is not on the PATH. */
public class PromtoolIT extends Scenario {
  private final HttpClient http = HttpClient.newHttpClient();

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  @Before
  public void onlyWithPromtool() {
    Promtool.assume();
  }

  private static Path conf(String name) {
    return Path.of(Objects.requireNonNull(System.getProperty("conf.dir"), "-Dconf.dir"), name);
  }

  private static void assertTaken(byte[] input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Promtool.NAME, "check"));
    command.addAll(List.of(arguments));
    Path in = Files.createTempFile("promtool", ".in");
    try {
      Files.write(in, input);
      Process check =
          new ProcessBuilder(command).redirectInput(in.toFile()).redirectErrorStream(true).start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(said, Children.ends(check, Duration.ofSeconds(60)));
      assertEquals(said, 0, check.exitValue());
    } finally {
      Files.delete(in);
    }
  }

  private String scrape(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    return answer.body();
  }

  /** Leaves out the exporter's metrics about itself and its JVM, which are not ours. */
  private static byte[] ours(String scraped) {
    StringBuilder ours = new StringBuilder();
    scraped
        .lines()
        .filter(line -> line.matches("(# (HELP|TYPE) )?dynowarmup_.*"))
        .forEach(line -> ours.append(line).append('\n'));
    return ours.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  public void itTakesTheAlerts() throws Exception {
    assertTaken(new byte[0], "rules", conf("prometheus/alerts.yml").toString());
  }

  @Test
  public void itTakesTheMetricsOfBothBeforeAndAfterARun() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    int exporter = FreePorts.next();
    int own = FreePorts.next();
    String agent =
        System.getProperty("jmx.exporter.jar")
            + "=127.0.0.1:"
            + exporter
            + ":"
            + conf("prometheus/jmx-exporter.yml");
    Daemon daemon =
        closeLater(
            Daemon.beside(
                cold(), List.of("-javaagent:" + agent), "bootstrap=false", "http.port=" + own));
    daemon.awaitLog("HTTP: http://");
    // The end of a run is in the log a moment before it is in the status.
    Await.until(
        "the end of the first run",
        LIMIT,
        () -> scrape(own).contains("\ndynowarmup_last_outcome_code "));
    for (int moment = 0; moment < 2; moment++) {
      String metrics = scrape(own);
      String exported = scrape(exporter);
      assertTaken(ours(metrics), "metrics");
      assertTaken(ours(exported), "metrics");
      assertEquals(names(metrics), names(exported));
      assertEquals(0, daemon.tell("start", "--wait").code());
    }
  }

  /** Returns the metrics with their labels, without their values. */
  private static List<String> names(String scraped) {
    return scraped
        .lines()
        .filter(line -> line.startsWith("dynowarmup_"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .sorted()
        .toList();
  }
}
