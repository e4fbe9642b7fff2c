// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RespClient;
import io.dynowarmup.it.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.Test;

/** What happens to a write in the other racks. */
public class DynomitePeersIT extends DynomiteContract {
  public DynomitePeersIT(Kind kind) {
    super(kind);
  }

  @Test
  public void aWriteGoesToAllRacksAndAReadStaysInItsOwn() {
    DynomiteCluster cluster = cluster(3);
    assertEquals("+OK", client(cluster.node(0)).call("SET", "a", "1"));
    for (RackNode node : cluster.nodes()) {
      awaitValue(node, "a", "1");
    }
    try (var jedis = cluster.node(1).redis().client()) {
      jedis.set("a", "2");
    }
    assertEquals("1", client(cluster.node(0)).call("GET", "a"));
    assertEquals("2", client(cluster.node(1)).call("GET", "a"));
  }

  @Test
  public void theAnswerIsThatOfTheOwnRack() {
    DynomiteCluster cluster = cluster(2);
    try (var jedis = cluster.node(1).redis().client()) {
      jedis.set("counter", "41");
    }
    assertEquals(":1", client(cluster.node(0)).call("INCR", "counter"));
    awaitValue(cluster.node(1), "counter", "42");
  }

  @Test
  public void standbyLosesThePeersWritesAlthoughClientsSeeOk() {
    DynomiteCluster cluster = cluster(2);
    state(cluster.node(1), "STANDBY");
    RespClient client = client(cluster.node(0));
    assertEquals("+OK", client.call("SET", "a", "1"));
    // The write may still be in transit when it is answered, and no event shows that it was
    // dropped.
    Await.holdsFor("lost", A_MOMENT, () -> cluster.node(1).redis().keys() == 0);
    state(cluster.node(1), "NORMAL");
    // Uses the same connections, so the first write has arrived before it.
    assertEquals("+OK", client.call("SET", "b", "1"));
    awaitValue(cluster.node(1), "b", "1");
    assertNull(get(cluster.node(1), "a"));
  }

  @Test
  public void aWriteThatStandbyRefusesReachesTheOtherRacksAllTheSame() {
    DynomiteCluster cluster = cluster(2);
    state(cluster.node(0), "STANDBY");
    assertEquals(WRONG_STATE, client(cluster.node(0)).call("SET", "a", "1"));
    awaitValue(cluster.node(1), "a", "1");
    assertNull(get(cluster.node(0), "a"));
  }

  @Test
  public void writesOnlyQueuesThePeersWritesAndTheNextWriteOfThePeerFlushesThem() {
    DynomiteCluster cluster = cluster(2);
    state(cluster.node(1), "WRITES_ONLY");
    RespClient client = client(cluster.node(0));
    for (int i = 0; i < 5; i++) {
      assertEquals("+OK", client.call("SET", "a" + i, "1"));
    }
    Await.holdsFor("queued", A_MOMENT, () -> cluster.node(1).redis().keys() == 0);
    state(cluster.node(1), "RESUMING");
    Await.holdsFor("queued", A_MOMENT, () -> cluster.node(1).redis().keys() == 0);
    assertEquals("+OK", client.call("SET", "b", "1"));
    awaitValue(cluster.node(1), "b", "1");
    assertEquals(6, cluster.node(1).redis().keys());
  }

  @Test
  public void aProbeThroughTheClientPortFlushesThePeersWrites() {
    DynomiteCluster cluster = cluster(2);
    state(cluster.node(1), "WRITES_ONLY");
    assertEquals("+OK", client(cluster.node(0)).call("SET", "a", "1"));
    Await.holdsFor("queued", A_MOMENT, () -> cluster.node(1).redis().keys() == 0);
    state(cluster.node(1), "RESUMING");
    assertEquals(":0", client(cluster.node(1)).call("DEL", "probe"));
    awaitValue(cluster.node(1), "a", "1");
  }

  @Test
  public void aRestartedOneIsFoundAgainAfterABackOffAndWritesOfTheMeantimeAreLost() {
    DynomiteCluster cluster = cluster(2);
    RespClient client = client(cluster.node(0));
    hitTheSecond(() -> losesTheWritesOfTheMeantime(cluster, client));
  }

  /** Returns false if the peer may have connected again before the second write. */
  private static boolean losesTheWritesOfTheMeantime(DynomiteCluster cluster, RespClient client) {
    RackNode restarted = cluster.node(1);
    String names = ":" + Clock.nanos();
    long began = Clock.nanos();
    restarted.dynomite().kill();
    assertEquals("+OK", client.call("SET", "down" + names, "1"));
    restarted.dynomite().start();
    assertEquals("NORMAL", restarted.dynomite().adminClient().state());
    assertEquals("+OK", client.call("SET", "up" + names, "1"));
    long connections = restarted.dynomite().adminClient().info("dnode_client_connections");
    boolean inTime = isWithin(900, began);
    cluster.awaitPeersConnected(restarted);
    Await.until(
        "writes arrive again",
        LIMIT,
        () -> {
          client.call("SET", "again" + names, "1");
          return "1".equals(get(restarted, "again" + names));
        });
    if (inTime) {
      assertEquals(0, connections);
      assertNull(get(restarted, "up" + names));
    }
    assertNull(get(restarted, "down" + names));
    return inTime;
  }

  @Test
  public void theBackOffDoubles() {
    DynomiteCluster cluster = cluster(2);
    DynomiteNode left = cluster.node(0).dynomite();
    int before = tries(left).size();
    cluster.node(1).dynomite().kill();
    Await.until("two tries", LIMIT, () -> tries(left).size() >= before + 2);
    long first = tries(left).get(before);
    long second = tries(left).get(before + 1);
    // The times are those of a day.
    long apart = Math.floorMod(second - first, TimeUnit.DAYS.toMillis(1));
    assertTrue("apart " + apart, apart >= 1_900);
  }

  /** Returns the times of the connection attempts in the log, in milliseconds of the day. */
  private static List<Long> tries(DynomiteNode node) {
    Pattern time = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}).*connecting");
    return time.matcher(node.log())
        .results()
        .map(tried -> LocalTime.parse(tried.group(1)).toNanoOfDay() / 1_000_000)
        .toList();
  }

  @Test
  public void peersConnectionsAreCountedEachOne() {
    DynomiteCluster cluster = cluster(3, NodeSettings.defaults().withPeerConnections(2, 1));
    for (RackNode node : cluster.nodes()) {
      cluster.awaitPeersConnected(node);
      assertEquals(4, node.dynomite().adminClient().info("dnode_client_connections"));
    }
  }

  @Test
  public void aCountIsUpToDateOnceItWasAskedForAndSomethingHappenedAfterwards() {
    RackNode node = single();
    AdminClient admin = node.dynomite().adminClient();
    admin.get("/info");
    client(node).call("PING");
    client(node).call("PING");
    Await.until(
        "all three are counted",
        LIMIT,
        () -> {
          client(node).call("PING");
          return admin.info("client_connections") >= 3;
        });
  }

  @Test
  public void aRedisThatDiesIsRefusedAndFoundAgain() {
    RackNode node = single();
    RespClient client = client(node);
    assertEquals("+OK", client.call("SET", "a", "1"));
    node.redis().kill();
    Await.until("refused", LIMIT, () -> client.call("PING").equals(STORAGE_REFUSED));
    node.redis().start();
    Await.until("served", LIMIT, () -> client.call("PING").equals("+PONG"));
    assertNull(client.call("GET", "a"));
  }

  @Test
  public void aStalledPeerLosesEverythingOnceMoreThanTwentyThousandAreUnanswered() {
    DynomiteCluster cluster = closed(kind().cluster().withLinks().build()).start();
    cluster.link(0, 1).peer().stall();
    RespClient client = client(cluster.node(0));
    for (int i = 0; i < 21; i++) {
      for (int n = 0; n < 1_000; n++) {
        client.send("SET", "key:" + i + ":" + n, "1");
      }
      for (int n = 0; n < 1_000; n++) {
        assertEquals("+OK", client.receive());
      }
    }
    Await.until(
        "the connection to the peer is given up",
        LIMIT,
        () -> cluster.node(0).dynomite().log().matches("(?s).*ropped 20[01]\\d\\d outqueue.*"));
    assertTrue(cluster.node(1).redis().keys() < 21_000);
  }
}
