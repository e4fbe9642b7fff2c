// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.jmx.Daemon;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The surfaces of a daemon that an operator can look at. */
final class Surfaces {
  private static final Map<String, Integer> EXIT_CODES =
      Map.of(
          "SERVING", 0, "COLD", 20, "WARMING", 21, "CLOSED", 22, "REPLICA", 23, "DOWN", 24,
          "UNKNOWN", 25);

  private static final List<String> ATTRIBUTES =
      List.of(
          "nodeState",
          "nodeReason",
          "bootstrapState",
          "dynomiteState",
          "redisRole",
          "lastOutcome",
          "lastRun",
          "history");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Daemon daemon;
  private final int port;

  /**
   * @param port its {@code http.port}
   */
  Surfaces(Daemon daemon, int port) {
    this.daemon = daemon;
    this.port = port;
  }

  /** What the surfaces say, one after the other. */
  private final class Seen {
    final HttpResponse<String> ready = get("/readyz");
    final JsonObject status = JsonParser.parseString(page("/status")).getAsJsonObject();
    final String metrics = page("/metrics");
    final Daemon.Said check = daemon.tell("status", "--check");
    final JsonObject bean =
        JsonParser.parseString(daemon.tell("status", "--json").out()).getAsJsonObject();
    private final String readyAfter = page("/readyz");

    Seen() throws Exception {}

    /** Returns whether the daemon learned nothing new of the node meanwhile. */
    boolean isOfOneMoment() {
      return ready.body().equals(readyAfter);
    }
  }

  /** Asserts that the node gets into this state, and that all surfaces say the same. */
  void assertAgree(String state, String reason) throws Exception {
    AtomicReference<Seen> last = new AtomicReference<>();
    Await.until(
        state + ": " + reason + ", and all surfaces seen at one moment",
        Scenario.LIMIT,
        () -> isReached(page("/readyz"), state, reason) && seenAtOneMoment(last, state, reason));
    Seen seen = last.get();
    String ready = seen.ready.body();
    assertEquals(ready, state.equals("SERVING") ? 200 : 503, seen.ready.statusCode());

    assertEquals(state, text(seen.status, "nodeState"));
    assertEquals(ready.trim(), state + ": " + text(seen.status, "nodeReason"));
    assertEquals(state.equals("COLD"), seen.status.get("coldAndServing").getAsBoolean());
    assertOnly(seen.metrics, "node_state", "state", state);
    assertOnly(seen.metrics, "bootstrap_state", "state", text(seen.status, "bootstrapState"));
    assertOnly(seen.metrics, "phase", "phase", text(seen.status, "phase"));
    assertOnly(seen.metrics, "dynomite_state", "state", text(seen.status, "dynomiteState"));
    assertOnly(seen.metrics, "redis_role", "role", text(seen.status, "redisRole"));
    assertOnly(seen.metrics, "last_outcome", "outcome", text(seen.status, "lastOutcome"));

    assertEquals(seen.check.toString(), EXIT_CODES.get(state).intValue(), seen.check.code());
    assertTrue(seen.check.out(), seen.check.out().startsWith(ready.trim()));
    for (String same : ATTRIBUTES) {
      assertEquals(same, seen.status.get(same), seen.bean.get(same));
    }
    assertEquals(seen.status.get("lastRun"), seen.status.getAsJsonArray("history").get(0));
  }

  private static boolean isReached(String ready, String state, String reason) {
    return ready.startsWith(state + ": ") && ready.contains(reason);
  }

  private boolean seenAtOneMoment(AtomicReference<Seen> last, String state, String reason)
      throws Exception {
    Seen seen = new Seen();
    last.set(seen);
    return seen.isOfOneMoment() && isReached(seen.ready.body(), state, reason);
  }

  /** Asserts that a state metric is 1 for this value and 0 for all others. */
  private static void assertOnly(String metrics, String name, String label, String value) {
    List<String> ones =
        metrics
            .lines()
            .filter(line -> line.startsWith("dynowarmup_" + name + "{") && line.endsWith(" 1.0"))
            .toList();
    assertEquals(List.of("dynowarmup_" + name + "{" + label + "=\"" + value + "\"} 1.0"), ones);
  }

  private static String text(JsonObject of, String name) {
    JsonElement value = of.get(name);
    return value.isJsonNull() || value.getAsString().isEmpty() ? "unknown" : value.getAsString();
  }

  /** Returns a page of the daemon. */
  String page(String path) throws Exception {
    return get(path).body();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
