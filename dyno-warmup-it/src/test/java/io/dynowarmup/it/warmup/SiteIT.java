// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.redis.info.NodeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/**
 * A data centre of two racks with two or three nodes each is bootstrapped from another one. The
 * daemons run in this process, the command as a process of its own.
 */
public class SiteIT extends Scenario {
  private static final Long[] TOKENS = {1_000_000_000L, 3_000_000_000L};
  private static final int KEYS = 400;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private DynomiteCluster cluster;
  private final List<WatchedNode> daemons = new ArrayList<>();
  private int jmxPort;

  private void closedSite(Long... tokens) {
    cluster =
        cluster(c -> c.racks(1).remoteRacks(2).tokens(TOKENS).remoteTokens(tokens).sendingAtOnce());
    jmxPort = FreePorts.on(cluster.nodes().stream().map(RackNode::host).toList());
    for (RackNode node : site()) {
      daemons.add(daemon(node));
    }
    daemons.forEach(d -> await(d, BootstrapState.REQUIRES_BOOTSTRAP));
    for (RackNode node : site()) {
      Await.until("STANDBY", LIMIT, () -> "STANDBY".equals(node.dynomite().adminClient().state()));
    }
    try (Jedis client = Checks.client(cluster.node(0, 0).dynomite().client())) {
      for (int i = 0; i < KEYS; i++) {
        client.set("site:" + i, "value " + i);
      }
    }
  }

  private List<RackNode> site() {
    return Stream.of(1, 2).flatMap(rack -> cluster.nodesOf(rack).stream()).toList();
  }

  private static void await(WatchedNode node, BootstrapState state) {
    Await.until(
        () -> state + ", now " + node.warmup().bootstrap() + ", " + node.warmup().status(),
        LIMIT,
        () -> node.warmup().bootstrap() == state);
  }

  private WatchedNode daemon(RackNode node) {
    return closeLater(WatchedNode.of(node, "requires.bootstrap=true", "remote.datacenters=true"))
        .overJmxmp(this, node.host(), jmxPort);
  }

  private Daemon.Said site(String action, String... more) throws Exception {
    RackNode here = cluster.node(1, 0);
    List<String> all = new ArrayList<>(List.of("site", action));
    all.addAll(List.of("--dynomite-yml", here.dynomite().yml().toString()));
    all.addAll(List.of("--jmx-port", Integer.toString(jmxPort)));
    all.addAll(List.of("-D", "jmx.host=" + here.host()));
    all.addAll(Arrays.asList(more));
    return Daemon.say(Map.of(), all.toArray(String[]::new));
  }

  private void assertAllData() throws Exception {
    for (int token = 0; token < TOKENS.length; token++) {
      assertSame(cluster.node(1, token), cluster.node(0, token));
      assertSame(cluster.node(2, token), cluster.node(0, token));
    }
    for (RackNode node : site()) {
      assertEquals("role of " + node, "master", node.redis().info("replication", "role"));
      assertEquals("state of " + node, "NORMAL", node.dynomite().adminClient().state());
      try (Jedis client = Checks.client(node.dynomite().client())) {
        for (int i = 0; i < KEYS; i++) {
          assertEquals("through " + node, "value " + i, client.get("site:" + i));
        }
      }
    }
  }

  /** Bootstraps the site and asserts that one node of each token pulls from afar. */
  private void assertBootstrap(int tokens, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("--from", cluster.node(0, 0).dc()));
    options.addAll(List.of("--timeout", "120", "--json"));
    options.addAll(List.of(more));
    Daemon.Said said = site("bootstrap", options.toArray(String[]::new));

    assertEquals(said.out() + said.err(), 0, said.code());
    JsonObject report = JsonParser.parseString(said.out()).getAsJsonObject();
    assertEquals("DONE", report.get("outcome").getAsString());
    assertEquals(2 * tokens, report.getAsJsonArray("nodes").size());
    long afar = 0;
    for (JsonElement each : report.getAsJsonArray("nodes")) {
      JsonObject node = each.getAsJsonObject();
      assertEquals(said.out(), "OPEN", node.get("state").getAsString());
      afar += node.get("fromAfar").getAsBoolean() ? 1 : 0;
    }
    assertEquals("one node of each token pulls from afar: " + said.out(), tokens, afar);
  }

  private AllKeys union(int rack) {
    return AllKeys.union(cluster.nodesOf(rack).stream().map(RackNode::redis).toList());
  }

  /** One of its tokens is also one of the other ring, and its range is another. */
  @Test
  public void aSiteWithOtherTokensIsWarmedByRanges() throws Exception {
    closedSite(5L, TOKENS[0], 2_000_000_000L);

    assertBootstrap(3);

    for (int rack : new int[] {1, 2}) {
      assertEquals(Map.of(), AllKeys.differences(union(rack), union(0)));
    }
    Daemon.Said said = site("verify", "--wait");
    assertEquals(said.out() + said.err(), 0, said.code());
    assertSays("0 differ", said.out());
  }

  /** The only owner of half of the keys is cold by its own record, so its copy proves nothing. */
  @Test
  public void aColdOwnerOfAPartOpensNoNodeThatNeedsIt() throws Exception {
    closedSite(5L, TOKENS[0], 2_000_000_000L);
    RackNode cold = cluster.node(0, 1);
    try (Jedis there = cold.redis().client()) {
      String place = NodeRecord.nodeName(cold.dc(), cold.rack());
      String runId = cold.redis().info("server", "run_id");
      there.set(
          "__dyno_warmup:node",
          NodeRecord.of(NodeRecord.State.COLD, place, runId, 1, "copy", "").text());
    }

    Daemon.Said said = site("bootstrap", "--from", cluster.node(0, 0).dc(), "--json");

    assertEquals(said.out() + said.err(), 12, said.code());
    JsonObject report = JsonParser.parseString(said.out()).getAsJsonObject();
    List<String> states = new ArrayList<>();
    for (JsonElement each : report.getAsJsonArray("nodes")) {
      JsonObject node = each.getAsJsonObject();
      states.add(node.get("state").getAsString());
      if (states.get(states.size() - 1).equals("FAILED")) {
        assertSays("is cold by its own record", node.get("reason").getAsString());
      }
    }
    assertEquals(said.out(), 4, Collections.frequency(states, "FAILED"));
    assertEquals(said.out(), 2, Collections.frequency(states, "BOOTSTRAPPED"));
  }

  @Test
  public void itIsWarmedOverTheLongWayOnceAndOpenedTogether() throws Exception {
    closedSite(TOKENS);

    assertBootstrap(2);
    assertAllData();

    Daemon.Said said = site("status");
    assertEquals(said.out() + said.err(), 0, said.code());
    said = site("bootstrap", "--from", cluster.node(0, 0).dc());
    assertEquals(said.out() + said.err(), 0, said.code());
    said = site("abort", "--json");
    assertEquals("no run is in progress: " + said.out() + said.err(), 0, said.code());
    JsonObject answers = JsonParser.parseString(said.out()).getAsJsonObject();
    for (JsonElement node : answers.getAsJsonArray("nodes")) {
      assertEquals(said.out(), true, node.getAsJsonObject().get("done").getAsBoolean());
    }
    assertEquals(said.out(), 4, answers.getAsJsonArray("nodes").size());
  }

  /** Its nodes are warm: without force, the preflight of each answers that it needs no run. */
  @Test
  public void forceBootstrapsASiteThatIsOpen() throws Exception {
    closedSite(TOKENS);
    assertBootstrap(2);
    for (RackNode node : site()) {
      try (Jedis there = node.redis().client()) {
        there.set("stray", "1");
      }
    }

    assertBootstrap(2, "--force");

    assertAllData();
  }

  @Test
  public void aMissedPreconditionTouchesNothingAndASiteIsResumed() throws Exception {
    closedSite(TOKENS);
    try (Jedis here = cluster.node(2, 1).redis().client()) {
      here.set("mine", "1");
    }
    Await.until("a key", LIMIT, () -> daemons.get(3).warmup().node().keys().orElse(-1) == 1);

    Daemon.Said said = site("bootstrap", "--from", cluster.node(0, 0).dc());

    assertEquals(said.out() + said.err(), 13, said.code());
    assertSays("it is not empty: it holds 1 key (--force", said.out().replaceAll("\\s+", " "));
    daemons.forEach(d -> await(d, BootstrapState.REQUIRES_BOOTSTRAP));
    assertEquals(22, site("status").code());
    try (Jedis here = cluster.node(2, 1).redis().client()) {
      here.del("mine");
    }
    Await.until("no key", LIMIT, () -> daemons.get(3).warmup().node().keys().orElse(-1) == 0);

    said = site("bootstrap", "--from", cluster.node(0, 0).dc(), "--timeout", "1");

    assertEquals(said.out() + said.err(), 10, said.code());
    said = site("bootstrap", "--from", cluster.node(0, 0).dc(), "--timeout", "120");
    assertEquals(said.out() + said.err(), 0, said.code());
    assertAllData();
  }
}
