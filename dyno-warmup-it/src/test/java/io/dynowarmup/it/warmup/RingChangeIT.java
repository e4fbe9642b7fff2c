// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** Nodes whose tokens no peer has are warmed from the nodes that hold their range. */
public class RingChangeIT extends Scenario {
  private static final int NEW_RACKS = Integer.getInteger("ring.racks", 1);

  private static final Long[] TWO = {1_000_000_000L, 3_000_000_000L};
  private static final Long[] THREE = {0L, 1_431_655_765L, 2_863_311_530L};
  private static final Long[] SIX = {
    0L, 715_827_882L, 1_431_655_765L, 2_147_483_648L, 2_863_311_530L, 3_579_139_413L
  };
  private static final Long[] FOUR_UNEVEN = {17L, 900_000_000L, 1_000_000_000L, 4_294_967_295L};
  private static final Long[] FIVE_UNEVEN = {
    5L, 400_000_000L, 2_000_000_000L, 2_050_000_000L, 4_000_000_000L
  };

  private DynomiteCluster rings(int oldRacks, int newRacks, Long[] before, Long[] after) {
    DynomiteCluster cluster =
        cluster(
            c ->
                c.racks(oldRacks)
                    .tokens(before)
                    .remoteRacks(newRacks)
                    .remoteTokens(after)
                    .settings(RingChange.PATIENT));
    new RingChange(this, cluster).fill();
    return cluster;
  }

  private static void empty(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.flushAll();
    }
  }

  /** Returns the names and values of the keys that were filled in. */
  private static Map<String, String> strings(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      return jedis.keys("key:*").stream().collect(Collectors.toMap(key -> key, jedis::get));
    }
  }

  private static String endpoint(RackNode node) {
    return node.redis().host() + ":" + node.redis().port();
  }

  private WarmedNode newNode(RackNode node) {
    return warmup(node).set("remote.datacenters", true);
  }

  @Test
  public void aNodeOfABiggerRingIsWarmedFromTwoSources() {
    DynomiteCluster cluster = rings(1, 1, TWO, SIX);
    RackNode cold = cluster.node(1, 2);
    Map<String, String> owned = strings(cold);
    cluster.nodesOf(1).forEach(RingChangeIT::empty);

    WarmupStatus end = newNode(cold).atStartup();

    assertWarmed(end);
    assertSays("copy (auto: no peer has this node's token", end.strategy().get());
    assertEquals(
        Set.of(endpoint(cluster.node(0, 0)), endpoint(cluster.node(0, 1))),
        end.sources().stream().map(p -> p.redis().toString()).collect(Collectors.toSet()));
    assertEquals(owned, strings(cold));
    assertEquals("NORMAL", cold.dynomite().adminClient().state());
  }

  /**
   * Keys of other nodes' ranges, as a change of tokens leaves them, are not this run's business.
   */
  @Test
  public void keysOutsideOfTheRangeStay() {
    DynomiteCluster cluster = rings(1, 1, TWO, SIX);
    RackNode cold = cluster.node(1, 2);
    Map<String, String> owned = strings(cold);
    Map<String, String> foreign = strings(cluster.node(1, 4));
    cluster.nodesOf(1).forEach(RingChangeIT::empty);
    try (Jedis jedis = cold.redis().client()) {
      foreign.keySet().forEach(key -> jedis.set(key, "foreign"));
      jedis.set("key:of no node", "foreign");
    }

    WarmupStatus end = newNode(cold).atStartup();

    assertWarmed(end);
    Map<String, String> here = strings(cold);
    foreign.keySet().forEach(key -> assertEquals(key, "foreign", here.get(key)));
    owned.forEach((key, value) -> assertEquals(key, value, here.get(key)));
  }

  /** Another rack of the old ring, with other tokens, holds the part as well. */
  @Test
  public void aPartWhoseOwnerIsLostIsTakenFromAnotherRack() {
    DynomiteCluster cluster = rings(2, 1, TWO, SIX);
    RackNode cold = cluster.node(2, 2);
    Map<String, String> owned = strings(cold);
    cluster.nodesOf(2).forEach(RingChangeIT::empty);
    cluster.node(0, 0).redis().kill();

    WarmupStatus end = newNode(cold).set("stall.msec", 2_000).atStartup();

    assertWarmed(end);
    assertEquals(owned, strings(cold));
  }

  @Test
  public void aPartThatNoNodeCanBringIsNamed() {
    DynomiteCluster cluster = rings(1, 1, TWO, SIX);
    RackNode cold = cluster.node(1, 2);
    Map<String, String> owned = strings(cold);
    cluster.nodesOf(1).forEach(RingChangeIT::empty);
    cluster.node(0, 1).redis().kill();

    WarmupStatus end = newNode(cold).set("stall.msec", 2_000).atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("the keys of (1000000000, 1431655765] are missing here", end.reason());
    Map<String, String> here = strings(cold);
    assertTrue(here.size() + " of " + owned.size(), !here.isEmpty() && here.size() < owned.size());
    assertTrue(owned.entrySet().containsAll(here.entrySet()));
    assertEquals("NORMAL", cold.dynomite().adminClient().state());
  }

  @Test
  public void fromThreeToSixUnderWrites() {
    change(THREE, SIX);
  }

  /** In a new ring with two racks, each node has a peer with its tokens that is as new as it is. */
  @Test
  public void anEmptyPeerOfTheNewRingIsNoSource() {
    DynomiteCluster cluster = rings(1, 2, TWO, THREE);
    RackNode cold = cluster.node(1, 1);
    Map<String, String> owned = strings(cold);
    new RingChange(this, cluster).empty();
    try (Jedis jedis = cluster.node(2, 1).redis().client()) {
      owned.keySet().stream().limit(20).forEach(key -> jedis.set(key, owned.get(key)));
    }

    WarmupStatus end = newNode(cold).atStartup();

    assertWarmed(end);
    assertEquals(owned, strings(cold));
    assertEquals(cluster.node(0).dc(), end.source().get().datacenter());

    WarmupStatus second = newNode(cluster.node(2, 1)).set("force", true).atStartup();

    assertWarmed(second);
    assertEquals(owned, strings(cluster.node(2, 1)));
    assertEquals(cold.rack(), second.source().get().rack());
  }

  /** Two racks of a new ring beside one of the old ring, in the same data centre. */
  private DynomiteCluster newRacks() {
    return cluster(
        c ->
            c.racks(1)
                .tokens(TWO)
                .remoteRacks(2)
                .remoteTokens(THREE)
                .oneDatacenter()
                .settings(RingChange.PATIENT));
  }

  @Test
  public void newRacksOfTheSameDataCentreAreWarmedFromTheOldOneUnderWrites() {
    RingChange change = new RingChange(this, newRacks()).fill().empty();

    change.underWrites();

    change.assertComplete();
  }

  /** They are started at the same time. */
  @Test
  public void newRacksDoNotTakeEachOtherForTheRightCopy() throws InterruptedException {
    DynomiteCluster cluster = newRacks();
    new RingChange(this, cluster).fill();
    List<RackNode> added = Stream.of(1, 2).flatMap(rack -> cluster.nodesOf(rack).stream()).toList();
    Map<RackNode, Map<String, String>> owned =
        added.stream().collect(Collectors.toMap(node -> node, RingChangeIT::strings));
    added.forEach(RingChangeIT::empty);
    try (Jedis client = Checks.client(cluster.node(0, 0).dynomite().client())) {
      for (int i = 0; i < 200; i++) {
        client.set("key:" + i, "value " + i);
      }
    }

    List<WarmedNode> nodes = added.stream().map(this::warmup).toList();
    assertSays(
        "(0, 1000000000], from " + endpoint(cluster.node(0, 0)),
        nodes.get(1).engine().preflight(WarmupRequest.atStartup()).text().replaceAll("\\s+", " "));
    nodes.forEach(node -> node.engine().start(WarmupRequest.atStartup()));

    nodes.forEach(node -> assertWarmed(node.end()));
    added.forEach(node -> assertEquals(node.toString(), owned.get(node), strings(node)));
  }

  /** The smallest token is that of the old node, which holds all keys. */
  @Test
  public void fromOneNodeToThreeUnderWrites() {
    change(new Long[] {0L}, THREE);
  }

  @Test
  public void fromSixToThreeUnderWrites() {
    change(SIX, THREE);
  }

  @Test
  public void fromFourToFiveUnevenTokensUnderWrites() {
    change(FOUR_UNEVEN, FIVE_UNEVEN);
  }

  private void change(Long[] before, Long[] after) {
    RingChange change = new RingChange(this, rings(1, NEW_RACKS, before, after)).empty();

    change.underWrites();

    change.assertComplete();
  }
}
