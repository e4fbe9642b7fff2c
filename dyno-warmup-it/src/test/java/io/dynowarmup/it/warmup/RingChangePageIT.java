// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.DynomiteNode;
import io.dynowarmup.it.dynomite.NodeSpec;
import io.dynowarmup.it.dynomite.Seed;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.dynomite.standin.StandInDynomite;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.redis.RedisBinary;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;
import redis.clients.jedis.Jedis;

/**
 * Follows the page "Change the ring" step by step, with daemons and clients as processes and
 * threads of their own: from two nodes to two racks of three.
 */
public class RingChangePageIT extends Scenario {
  private static final Long[] OLD = {1_000_000_000L, 3_000_000_000L};
  private static final Long[] NEW = {0L, 1_431_655_765L, 2_863_311_530L};
  private static final int CLIENTS = 3;
  private static final int WRITES = Integer.getInteger("ring.writes", 200);
  private static final String DROPPED = "remote_peer_dropped_requests";

  private final List<RingClient> clients = new ArrayList<>();
  private final List<Daemon> daemons = new ArrayList<>();
  private DynomiteCluster cluster;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  /** Returns a Dynomite of the node that knows only the nodes of its own data centre. */
  private DynomiteNode alone(RackNode node) {
    NodeSpec all = node.dynomite().spec();
    List<Seed> seeds = all.seeds().stream().filter(s -> s.dc().equals(all.dc())).toList();
    NodeSpec spec =
        new NodeSpec(
            all.dc(),
            all.rack(),
            all.tokens(),
            all.host(),
            all.clientPort(),
            all.dynPort(),
            all.adminPort(),
            all.redis(),
            seeds,
            all.settings());
    return closeLater(
        RealDynomite.binary()
            .<DynomiteNode>map(binary -> new RealDynomite(binary, spec))
            .orElseGet(() -> new StandInDynomite(spec)));
  }

  private List<RackNode> oldRing() {
    return cluster.nodesOf(0);
  }

  private List<RackNode> newRing() {
    List<RackNode> nodes = new ArrayList<>(cluster.nodesOf(1));
    nodes.addAll(cluster.nodesOf(2));
    return nodes;
  }

  private static List<InetSocketAddress> hosts(List<RackNode> nodes) {
    return nodes.stream().map(n -> n.dynomite().client()).toList();
  }

  private List<String> errors() {
    return clients.stream().flatMap(c -> c.errors().stream()).toList();
  }

  private void awaitWrites() {
    for (RingClient client : clients) {
      long done = client.done();
      Await.until("writes, errors: " + errors(), LIMIT, () -> client.done() > done + WRITES / 2);
    }
  }

  /** Waits until a Dynomite forwards writes to each node of its rack. */
  private static void awaitConnected(DynomiteNode node) {
    Await.until(
        () -> "writes through " + node,
        LIMIT,
        () -> {
          try (Jedis client = Checks.client(node.client())) {
            for (int i = 0; i < 50; i++) {
              client.set("connected:" + i, "yes");
            }
          }
          return true;
        });
  }

  private static void replace(DynomiteNode old, DynomiteNode next) {
    old.stop();
    next.start();
    awaitConnected(next);
  }

  /** Dynomite publishes its counters after a query and another event. */
  private long dropped() {
    oldRing().forEach(n -> n.dynomite().adminClient().info(DROPPED));
    awaitWrites();
    return oldRing().stream().mapToLong(n -> n.dynomite().adminClient().info(DROPPED)).sum();
  }

  private AllKeys union(int rack) {
    return AllKeys.union(cluster.nodesOf(rack).stream().map(RackNode::redis).toList());
  }

  @Test
  public void theRingIsChangedUnderTheClientsHands() throws Exception {
    cluster = built(c -> c.racks(1).tokens(OLD).remoteRacks(2).remoteTokens(NEW));
    List<DynomiteNode> first = oldRing().stream().map(this::alone).toList();
    oldRing().forEach(n -> n.redis().start());
    first.forEach(DynomiteNode::start);
    first.forEach(RingChangePageIT::awaitConnected);
    for (int i = 0; i < CLIENTS; i++) {
      RingWrites writes = RingWrites.of("c" + i + ":", 500, i);
      clients.add(closeLater(RingClient.start(hosts(oldRing()), writes, WRITES)));
    }
    awaitWrites();
    assertEquals("before the change", List.of(), errors());

    theOldNodesKnowTheNewOnes(first);
    theNewNodesAreWarmed();
    theyAreCompared();
    clientsMove();
    theOldRingIsRemoved();
  }

  /** Step 2. */
  private void theOldNodesKnowTheNewOnes(List<DynomiteNode> first) {
    for (int i = 0; i < first.size(); i++) {
      replace(first.get(i), oldRing().get(i).dynomite());
    }
    awaitWrites();
    assertTrue("writes to nodes that do not run are counted", dropped() > 0);
  }

  /** Step 3. */
  private void theNewNodesAreWarmed() throws Exception {
    int before = errors().size();
    newRing().forEach(n -> n.redis().start());
    newRing().forEach(n -> n.dynomite().start());
    Daemon.Said forecast =
        Daemon.say(
            Map.of(),
            "run",
            "--dry-run",
            "--dynomite-yml",
            newRing().get(1).dynomite().yml().toString(),
            "-D",
            "remote.datacenters=true");
    assertEquals(forecast.out() + forecast.err(), 0, forecast.code());
    assertSays("the run would copy", forecast.out().replaceAll("\\s+", " "));
    for (RackNode node : newRing()) {
      daemons.add(
          closeLater(
              Daemon.beside(node, List.of("-XX:TieredStopAtLevel=1"), "remote.datacenters=true")));
    }
    daemons.forEach(d -> d.awaitEnd("WARMED"));
    assertEquals("errors of clients", before, errors().size());
  }

  /** Step 4. */
  private void theyAreCompared() throws Exception {
    long before = dropped();
    awaitWrites();
    assertEquals("dropped", before, dropped());
    Daemon.Said said = daemons.get(0).tell("verify", "--mode", "full", "--wait");
    assertEquals(said.out() + said.err(), 0, said.code());
  }

  /** Step 5. Then no client writes while both rings are compared. */
  private void clientsMove() throws Exception {
    int before = errors().size();
    for (RingClient client : clients) {
      client.pointAt(hosts(newRing()));
      awaitWrites();
    }
    assertEquals("errors of clients: " + errors(), before, errors().size());
    for (RingClient client : clients) {
      client.close();
    }
    for (int rack : new int[] {1, 2}) {
      Await.until(
          () -> AllKeys.differences(union(rack), union(0)).toString(),
          LIMIT,
          () -> AllKeys.differences(union(rack), union(0)).isEmpty());
    }
  }

  /** Step 6. */
  private void theOldRingIsRemoved() throws Exception {
    clients.clear();
    clients.add(
        closeLater(RingClient.start(hosts(newRing()), RingWrites.of("d:", 500, 9), WRITES)));
    oldRing().forEach(n -> n.dynomite().stop());
    for (RackNode node : newRing()) {
      replace(node.dynomite(), alone(node));
    }
    awaitWrites();
    int after = errors().size();
    awaitWrites();
    assertEquals("errors of clients: " + errors(), after, errors().size());
  }
}
