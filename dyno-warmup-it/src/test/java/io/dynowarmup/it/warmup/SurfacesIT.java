// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/** Whatever the node is, each surface that an operator can look at says the same. */
public class SurfacesIT extends Scenario {
  private static final Map<String, Integer> EXIT_CODES =
      Map.of("SERVING", 0, "COLD", 20, "WARMING", 21, "CLOSED", 22, "REPLICA", 23, "DOWN", 24);

  private final HttpClient http = HttpClient.newHttpClient();
  private int port;
  private Daemon daemon;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  @Test
  public void theySayTheSameInEachState() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    port = FreePorts.next();
    daemon =
        closeLater(
            Daemon.beside(
                cold(), List.of(), "bootstrap=false", "watch.msec=200", "http.port=" + port));
    daemon.awaitEnd("SKIPPED: bootstrap is false");
    assertAgree("SERVING", "it is not known to be warm: SKIPPED, bootstrap is false");

    assertEquals(0, daemon.tell("start", "--wait").code());
    assertAgree("SERVING", "Redis master, Dynomite NORMAL, 500 keys");

    cold().dynomite().adminClient().set("standby");
    assertAgree("CLOSED", "Dynomite is STANDBY");
    cold().dynomite().adminClient().set("normal");

    try (Jedis here = cold().redis().client()) {
      here.replicaof(source().redis().host(), source().redis().port());
      assertAgree("REPLICA", "it is a replica of " + source().redis().host());
      here.replicaofNoOne();
      assertAgree("SERVING", "Redis master");
      here.flushAll();
      assertAgree("COLD", "FLUSHALL was sent to Redis");
    }

    cold().dynomite().kill();
    assertAgree("DOWN", "Dynomite is DOWN");
  }

  private void assertAgree(String state, String reason) throws Exception {
    Await.until(state, LIMIT, () -> get("/readyz").body().startsWith(state + ": "));
    HttpResponse<String> ready = get("/readyz");
    assertEquals(ready.body(), state.equals("SERVING") ? 200 : 503, ready.statusCode());
    assertSays(reason, ready.body());

    JsonObject status = JsonParser.parseString(get("/status").body()).getAsJsonObject();
    assertEquals(state, text(status, "nodeState"));
    assertEquals(ready.body().trim(), state + ": " + text(status, "nodeReason"));
    assertEquals(state.equals("COLD"), status.get("coldAndServing").getAsBoolean());
    String metrics = get("/metrics").body();
    assertOnly(metrics, "node_state", "state", state);
    assertOnly(metrics, "phase", "phase", text(status, "phase"));
    assertOnly(metrics, "dynomite_state", "state", text(status, "dynomiteState"));
    assertOnly(metrics, "redis_role", "role", text(status, "redisRole"));
    assertOnly(metrics, "last_outcome", "outcome", text(status, "lastOutcome"));

    Daemon.Said check = daemon.tell("status", "--check");
    assertEquals(check.toString(), EXIT_CODES.get(state).intValue(), check.code());
    assertTrue(check.out(), check.out().startsWith(ready.body().trim()));
    Daemon.Said json = daemon.tell("status", "--json");
    JsonObject bean = JsonParser.parseString(json.out()).getAsJsonObject();
    for (String same : List.of("nodeState", "nodeReason", "lastOutcome", "lastRun", "history")) {
      assertEquals(same, status.get(same), bean.get(same));
    }
    assertEquals(status.get("lastRun"), status.getAsJsonArray("history").get(0));
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
    return value.isJsonNull() ? "" : value.getAsString();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
