// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.dynomite.standin.StandInDynomite;
import io.dynowarmup.it.redis.RespClient;
import org.junit.Test;

/** Clusters with several tokens and several data centers. */
public class DynomiteTopologyIT extends DynomiteContract {
  private static final long LOW = 1_000_000_000L;
  private static final long HIGH = 3_000_000_000L;
  private static final String NOT_CONNECTED = "-ERR Peer: Peer Node is not connected";

  public DynomiteTopologyIT(Kind kind) {
    super(kind);
  }

  @Test
  public void eachKeyIsWithItsOwnerInEachRackWhereverItEntered() {
    DynomiteCluster cluster = closed(kind().cluster().tokens(LOW, HIGH).build()).start();
    RespClient[] clients = {client(cluster.node(0, 0)), client(cluster.node(0, 1))};
    MurmurTokens.forEach(
        (key, hash) -> {
          int owner = hash > LOW && hash <= HIGH ? 1 : 0;
          RespClient client = clients[(int) (hash % 2)];
          assertEquals("+OK", client.call("SET", key, "1"));
          assertEquals("1", client.call("GET", key));
          for (int rack = 0; rack < 2; rack++) {
            awaitValue(cluster.node(rack, owner), key, "1");
            assertNull(get(cluster.node(rack, 1 - owner), key));
          }
        });
  }

  @Test
  public void commandsOfManyKeysAreSplitAndPutTogetherAgain() {
    DynomiteCluster cluster = closed(kind().cluster().racks(1).tokens(LOW, HIGH).build()).start();
    RespClient client = client(cluster.node(0, 1));
    assertEquals("+OK", client.call("MSET", "a", "1", "ab", "2", "abc", "3", "abcd", "4"));
    assertEquals(2, cluster.node(0, 0).redis().keys());
    assertEquals(2, cluster.node(0, 1).redis().keys());
    assertEquals("1 null 3 4 2", client.call("MGET", "a", "nothing", "abc", "abcd", "ab"));
    assertEquals(":3", client.call("EXISTS", "a", "nothing", "abc", "abcd"));
    assertEquals(":4", client.call("DEL", "abcd", "abc", "ab", "a"));
    assertEquals(0, cluster.node(0, 0).redis().keys() + cluster.node(0, 1).redis().keys());
  }

  @Test
  public void aHashTagDecidesWhereAKeyIs() {
    NodeSettings settings = NodeSettings.defaults().withHashTag("{}");
    DynomiteCluster cluster =
        closed(kind().cluster().racks(1).tokens(LOW, HIGH).settings(settings).build()).start();
    RespClient client = client(cluster.node(0));
    for (int i = 0; i < 20; i++) {
      // The hash 1262581116 belongs to the second node.
      assertEquals("+OK", client.call("SET", i + "{a}" + i, "1"));
    }
    assertEquals(20, cluster.node(0, 1).redis().keys());
  }

  @Test
  public void anOwnerOfTheOwnRackThatIsNotThereIsSaid() {
    DynomiteCluster cluster = closed(kind().cluster().racks(1).tokens(LOW, HIGH).build()).start();
    RespClient client = client(cluster.node(0, 0));
    // The hash 1262581116 belongs to the second node.
    assertEquals("+OK", client.call("SET", "a", "1"));
    cluster.node(0, 1).dynomite().kill();
    Await.until("it is gone", LIMIT, () -> client.call("SET", "a", "1").equals(NOT_CONNECTED));
    assertEquals(NOT_CONNECTED, client.call("GET", "a"));
  }

  @Test
  public void writesReachAllRacksOfAnotherDataCentre() {
    DynomiteCluster cluster = closed(kind().cluster().racks(2).remoteRacks(2).build()).start();
    assertEquals("dc2", cluster.node(3).dc());
    assertEquals("+OK", client(cluster.node(0)).call("SET", "a", "1"));
    assertEquals("+OK", client(cluster.node(3)).call("SET", "b", "1"));
    for (RackNode node : cluster.nodes()) {
      awaitValue(node, "a", "1");
      awaitValue(node, "b", "1");
    }
  }

  @Test
  public void aRealOneAndAStandInUnderstandEachOther() {
    Kind.REAL.assumePresent();
    DynomiteCluster cluster =
        closed(
                DynomiteCluster.builder()
                    .dynomites(
                        spec ->
                            spec.rack().equals("rack1") == (kind() == Kind.REAL)
                                ? new RealDynomite(RealDynomite.binary().orElseThrow(), spec)
                                : new StandInDynomite(spec))
                    .build())
            .start();
    for (int i = 0; i < 100; i++) {
      assertEquals("+OK", client(cluster.node(0)).call("SET", "a" + i, "1"));
      assertEquals("+OK", client(cluster.node(1)).call("SET", "b" + i, "1"));
    }
    awaitValue(cluster.node(0), "b99", "1");
    awaitValue(cluster.node(1), "a99", "1");
    assertEquals(200, cluster.node(0).redis().keys());
    assertEquals(200, cluster.node(1).redis().keys());
  }
}
