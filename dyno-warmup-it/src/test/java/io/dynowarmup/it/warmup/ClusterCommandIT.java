// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.dynowarmup.api.NodeState;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.terminal.Pty;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;

/**
 * Three racks of two nodes: two serve, one is being warmed, one has no daemon, one is out of
 * service and has none either, one is down. The command runs as a process, beside the first node.
 */
public class ClusterCommandIT extends Scenario {
  private static final Long[] TOKENS = {1_000_000_000L, 3_000_000_000L};

  private static final String COUNTS = "6 nodes: 1 CLOSED, 1 DOWN, 3 SERVING, 1 WARMING";

  private DynomiteCluster cluster;
  private String yml;
  private int jmxPort;

  @Before
  public void threeRacks() throws Exception {
    cluster = cluster(c -> c.racks(3).tokens(TOKENS).withLinks());
    jmxPort = FreePorts.on(cluster.nodes().stream().map(RackNode::host).toList());
    yml = ymlWithoutLinks();
    Servers.fillForSlowLoad(cluster.node(0, 0), 20);
    cluster.link(cluster.node(1, 0), cluster.node(0, 0)).redis().bandwidth(30_000);
    WatchedNode first = daemon(cluster.node(0, 0), "bootstrap=false");
    WatchedNode second = daemon(cluster.node(0, 1), "bootstrap=false");
    WatchedNode warming = daemon(cluster.node(1, 0));
    cluster.node(2, 0).dynomite().adminClient().set("standby");
    cluster.node(2, 1).close();
    await(first, NodeState.SERVING);
    await(second, NodeState.SERVING);
    Await.until(
        () -> "a rate, now " + warming.warmup().status(),
        LIMIT,
        () -> warming.warmup().status().bytesPerSecond().orElse(0) > 0);
  }

  private static void await(WatchedNode node, NodeState state) {
    Await.until(
        () -> state + ", now " + node.warmup().condition(),
        LIMIT,
        () -> node.warmup().condition().state() == state);
  }

  /** The links hide the ports that only an operator uses. */
  private String ymlWithoutLinks() throws Exception {
    RackNode here = cluster.node(0, 0);
    String text = Files.readString(here.dynomite().yml());
    for (RackNode node : cluster.nodes()) {
      if (node != here) {
        text = text.replace(cluster.hostOf(node, here) + ":", node.host() + ":");
      }
    }
    return closeLater(TempDir.create("cluster-command")).write("dynomite.yml", text).toString();
  }

  private WatchedNode daemon(RackNode node, String... settings) {
    return closeLater(WatchedNode.of(node, settings)).overJmxmp(this, node.host(), jmxPort);
  }

  private String[] command(String... more) {
    List<String> all = new ArrayList<>(List.of("cluster", "--dynomite-yml", yml));
    all.addAll(List.of("--jmx-port", Integer.toString(jmxPort)));
    // A busy machine may need longer than the default for an answer.
    all.addAll(List.of("--timeout", "60"));
    all.addAll(List.of("-D", "jmx.host=" + cluster.node(0, 0).host()));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private Pty terminal(int rows, int columns, String... more) throws Exception {
    return closeLater(Pty.open(columns, rows, Map.of(), BuiltJar.command(command(more))));
  }

  private static String line(List<String> lines, String rack, Long token) {
    return lines.stream()
        .filter(l -> l.contains(rack + "  " + token))
        .findFirst()
        .orElseThrow(() -> new AssertionError(rack + " " + token + " in " + lines));
  }

  private static void assertLine(List<String> lines, String rack, Long token, String pattern) {
    String line = line(lines, rack, token);
    assertTrue(line, line.matches(".*" + rack + "  " + token + pattern));
  }

  private static boolean isComplete(List<String> lines) {
    return lines.contains(COUNTS);
  }

  /**
   * Waits for a screen with all states and these columns. The slow link delivers in bursts: between
   * two of them the rate is 0, and the column of the unknown time left makes room for others.
   */
  private static void awaitScreen(Pty pty, String header) {
    String warming = ".*rack2  " + TOKENS[0] + ".*  WARMING .* TRANSFER .*";
    pty.await(
        header + " and " + warming,
        text -> {
          List<String> lines = text.lines().toList();
          return isComplete(lines)
              && header.equals(header(lines.stream()))
              && isAligned(lines, header)
              && lines.stream().anyMatch(l -> l.matches(warming))
              && lines.get(lines.size() - 1).equals(" q quit");
        });
  }

  /** Returns false also for a screen that is being drawn. */
  private static boolean isAligned(List<String> lines, String header) {
    try {
      assertAligned(lines, header);
      return true;
    } catch (AssertionError | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static String header(Stream<String> lines) {
    return lines
        .filter(l -> l.contains("RACK  "))
        .findFirst()
        .map(l -> l.trim().replaceAll(" {2,}", "|"))
        .orElse("");
  }

  /** Each column begins and ends in every line where its header does. */
  private static void assertAligned(List<String> lines, String header) {
    String head = lines.stream().filter(l -> l.contains("RACK  ")).findFirst().get();
    assertEquals(header, header(lines.stream()));
    int state = head.indexOf("STATE");
    int keys = head.indexOf("KEYS") + "KEYS".length();
    for (Long token : TOKENS) {
      String first = line(lines, "rack1", token);
      assertEquals(first, "SERVING", first.substring(state, state + 7));
      assertTrue(first, Character.isDigit(first.charAt(keys - 1)));
    }
  }

  @Test
  public void aFileGetsOneLineForEachNodeAndTheWorstStateAsExitCode() throws Exception {
    Daemon.Said said = Daemon.say(Map.of(), command());

    List<String> lines = said.out().lines().toList();
    assertEquals(said.err(), 24, said.code());
    assertEquals("", said.err());
    assertAligned(lines, "DC|RACK|TOKEN|STATE|KEYS|PHASE|%|RATE|ETA|LAST RUN");
    assertLine(lines, "rack1", TOKENS[0], "  SERVING +20 .*SKIPPED .* ago");
    assertLine(lines, "rack2", TOKENS[0], "  WARMING .* TRANSFER +[0-9]+ .*/s.*");
    assertLine(lines, "rack2", TOKENS[1], "  NORMAL/master +0");
    assertLine(lines, "rack3", TOKENS[0], "  STANDBY/master +0");
    assertLine(lines, "rack3", TOKENS[1], "  DOWN +.*refuse.*");
    assertTrue(said.out(), isComplete(lines));
    assertTrue(said.out(), said.out().contains("rack3 1000000000 CLOSED: Redis is master, Dyn"));
  }

  @Test
  public void theDaemonOfAnotherNodeIsNotTakenForThisOne() throws Exception {
    String one = cluster.node(0, 0).host();
    String other = cluster.node(0, 1).host();

    Daemon.Said said =
        Daemon.say(Map.of(), command("--jmx-at", at(one, other), "--jmx-at", at(other, one)));

    String text = said.out().replaceAll("\\s+", " ");
    String wrong =
        "rack1 1000000000 daemon not read: service:jmx:jmxmp://"
            + other
            + ":"
            + jmxPort
            + " is the daemon of another node: "
            + cluster.node(0, 1).redis().host()
            + ":"
            + cluster.node(0, 1).redis().port()
            + " (rack rack1, ";
    assertTrue(said.out(), text.contains(wrong));
    assertTrue(said.out(), text.contains("token 3000000000; check --jmx-at and --jmx-port"));
    List<String> lines = said.out().lines().toList();
    assertLine(lines, "rack1", TOKENS[0], ".*  NORMAL/master +20");
    assertLine(lines, "rack1", TOKENS[1], ".*  NORMAL/master +0");
  }

  private String at(String node, String daemon) {
    return node + "=" + daemon + ":" + jmxPort;
  }

  @Test
  public void jsonHasOneObjectForEachNodeWithTheNamesOfTheAttributes() throws Exception {
    Daemon.Said said = Daemon.say(Map.of(), command("--json"));

    assertEquals(24, said.code());
    JsonArray nodes = JsonParser.parseString(said.out()).getAsJsonObject().getAsJsonArray("nodes");
    assertEquals(6, nodes.size());
    List<String> places = new ArrayList<>();
    for (JsonElement e : nodes) {
      JsonObject node = e.getAsJsonObject();
      places.add(node.get("rack").getAsString() + node.get("tokens"));
      assertEquals(nodes.get(0).getAsJsonObject().keySet(), node.keySet());
    }
    assertEquals(
        List.of(
            "rack1[1000000000]",
            "rack1[3000000000]",
            "rack2[1000000000]",
            "rack2[3000000000]",
            "rack3[1000000000]",
            "rack3[3000000000]"),
        places);
    JsonObject warming = nodes.get(2).getAsJsonObject();
    assertEquals("WARMING", warming.get("nodeState").getAsString());
    assertEquals("DAEMON", warming.get("origin").getAsString());
    assertEquals("TRANSFER", warming.get("phase").getAsString());
    assertTrue(warming.toString(), warming.get("bytesPerSecond").getAsLong() >= 0);
    JsonObject without = nodes.get(3).getAsJsonObject();
    assertEquals("SERVING", without.get("nodeState").getAsString());
    assertEquals("DIRECT", without.get("origin").getAsString());
    assertTrue(without.toString(), without.get("running").isJsonNull());
    assertTrue(without.toString(), without.get("jmxProblem").getAsString().length() > 20);
    JsonObject down = nodes.get(5).getAsJsonObject();
    assertEquals("DOWN", down.get("nodeState").getAsString());
    assertTrue(down.toString(), down.get("keys").isJsonNull());
  }

  @Test
  public void aTerminalOf80ColumnsShowsWhatMattersMost() throws Exception {
    assumeTrue(Pty.available());
    Pty pty = terminal(24, 80, "--watch");
    String header = "RACK|TOKEN|STATE|KEYS|PHASE|%|ETA";
    awaitScreen(pty, header);
    pty.type("q");
    assertEquals(0, pty.end());
  }

  @Test
  public void aTerminalOf120ColumnsShowsEverything() throws Exception {
    assumeTrue(Pty.available());
    Pty pty = terminal(40, 120, "--watch");
    String header = "DC|RACK|TOKEN|ADDRESS|STATE|KEYS|PHASE|%|RATE|ETA|LAST RUN";
    awaitScreen(pty, header);
    pty.type("q");
    assertEquals(0, pty.end());
  }
}
