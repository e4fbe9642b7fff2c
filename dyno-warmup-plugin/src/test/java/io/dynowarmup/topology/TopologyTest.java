// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.Test;

public class TopologyTest {
  private static Topology of(String tokens, String peers) {
    return new TopologyResolver(
            url -> {
              throw new AssertionError("no admin port is asked");
            },
            Collections::emptySet)
        .resolve(
            ExplicitTopology.builder()
                .tokens(Tokens.parse(tokens))
                .rack("r1")
                .datacenter("d1")
                .redisHost("h")
                .redisPort(1)
                .peers(PeersText.parse(peers))
                .build(),
            Optional.empty());
  }

  private static List<String> hosts(List<Peer> peers) {
    return peers.stream().map(p -> p.redis().host()).collect(Collectors.toList());
  }

  @Test
  public void sourcesAreTheSameTokenInOtherRacksOfOurDataCentre() {
    Topology t =
        of(
            "10",
            "a:1:r1:d1:20 b:1:r2:d1:10 c:1:r2:d1:20 d:1:r3:d1:10"
                + " e:1:r1:d2:10 f:1:r2:d2:10 g:1:r1:d2:20 h:1:r2:d2:20");
    assertEquals(Arrays.asList("b", "d"), hosts(t.sameTokenPeers(false)));
    assertEquals(Arrays.asList("b", "d"), hosts(t.sameTokenPeers(true)));
    assertEquals(Arrays.asList("e", "f"), hosts(t.sameTokenPeersElsewhere()));
    assertEquals(8, t.peers().size());
  }

  @Test
  public void remoteDataCentresAreForWhenThereIsNoneHereAndTheyAreAllowed() {
    Topology t = of("10", "a:1:r2:d1:20 e:1:r1:d2:10");
    assertTrue(t.sameTokenPeers(false).isEmpty());
    assertEquals(Arrays.asList("e"), hosts(t.sameTokenPeers(true)));
    String why = t.whyNoPeer(false);
    assertTrue(why, why.contains("no other rack of d1 has token 10"));
    assertTrue(why, why.contains("remote.datacenters=true"));
    assertTrue(why, why.contains("e:1"));
  }

  @Test
  public void theHoldersOfTheRangeAreNamedWhereTheTokenIsOnNoOtherNode() {
    Topology t =
        of(
            "3221225472",
            "n:1:r1:d1:1073741824 a:1:r1:old:2147483648 b:1:r1:old:4294967295 c:1:r2:old:5");
    String why = t.whyNoPeer(true);
    assertTrue(
        why,
        why.contains(
            "in rack r1, old, the keys of this node's range are on: "
                + "a:1 (rack r1, old) 50 %, b:1 (rack r1, old) 50 %"));
    assertFalse(why, why.contains("c:1"));
  }

  /** Also the rack of this node may be the one with the gap: it gets the whole range then. */
  @Test
  public void theSameTokenInAnotherRingOfThisDataCentreIsNoSource() {
    Topology gap = of("200", "x:1:r1:d1:0 a:1:r2:d1:0 b:1:r2:d1:100 c:1:r2:d1:200");
    assertTrue(gap.sameTokenPeers(true).isEmpty());
    String why = gap.whyAnotherRange().get();
    assertTrue(why, why.contains("c:1 (rack r2, d1) has the token"));
    assertTrue(why, why.contains("tokens [0, 100, 200], and this rack the tokens [0, 200]"));
    assertEquals("[(0, 200]]", gap.ranges().toString());
    Topology whole = of("200", "x:1:r1:d1:0 y:1:r1:d1:100 a:1:r2:d1:0 c:1:r2:d1:200");
    assertTrue(whole.sameTokenPeers(true).isEmpty());
    assertEquals(1, whole.otherRings().size());
    Topology alike = of("200", "x:1:r1:d1:0 y:1:r1:d1:100 a:1:r2:d1:0 b:1:r2:d1:100 c:1:r2:d1:200");
    assertEquals(Arrays.asList("c"), hosts(alike.sameTokenPeers(true)));
    assertFalse(alike.whyAnotherRange().isPresent());
  }

  /** A ring that doubles keeps the old tokens, but each node of it has half of the range. */
  @Test
  public void theSameTokenInAnotherRingOfAnotherDataCentreIsNoSource() {
    String own = "x:1:r1:d1:10 y:1:r1:d1:30 ";
    Topology doubled = of("20", own + "z:1:r1:d1:40 a:1:r1:old:20 b:1:r1:old:40");
    assertTrue(doubled.sameTokenPeers(true).isEmpty());
    Topology same = of("20", own + "a:1:r1:old:20 b:1:r1:old:10 c:1:r1:old:30");
    assertEquals(Arrays.asList("a"), hosts(same.sameTokenPeers(true)));
    Topology one = of("20", "a:1:r1:old:20 b:1:r1:old:40");
    assertTrue(one.sameTokenPeers(true).isEmpty());
  }

  @Test
  public void severalTokensAreTheSameInAnyOrder() {
    Topology t = of("10,20", "a:1:r2:d1:20,10");
    assertEquals(Arrays.asList("a"), hosts(t.sameTokenPeers(false)));
  }

  @Test
  public void aNodeWithFewerOrMoreTokensIsNoSourceAndIsNamed() {
    Topology t = of("10,20", "a:1:r2:d1:10 b:1:r3:d1:10,20,30 c:1:r4:d1:99");
    assertTrue(t.sameTokenPeers(true).isEmpty());
    String why = t.whyNoPeer(true);
    assertTrue(why, why.contains("because their tokens differ from this node's"));
    assertTrue(why, why.contains("a:1 (rack r2, d1) tokens [10]"));
    assertTrue(why, why.contains("b:1 (rack r3, d1) tokens [10, 20, 30]"));
    assertFalse(why, why.contains("c:1"));
    assertTrue(why, why.contains("nodes known: 3"));
  }

  @Test
  public void whereOneTokenOfEachIsToldThatOneDecides() {
    FakeAdmin admin = new FakeAdmin();
    Topology t =
        new TopologyResolver(url -> admin, Collections::emptySet)
            .resolve(
                ExplicitTopology.builder()
                    .tokens(Tokens.parse("7,1383429731"))
                    .rack("rack61")
                    .datacenter("dc")
                    .build(),
                Optional.empty());
    assertEquals(Arrays.asList("127.0.0.62", "127.0.0.63"), hosts(t.sameTokenPeers(false)));
    assertEquals(Collections.emptyList(), divisions(t));
  }

  private static List<String> divisions(Topology t) {
    return t.notes().stream()
        .filter(n -> n.contains("divides the keys differently"))
        .collect(Collectors.toList());
  }

  @Test
  public void aRackThatDividesTheKeysOtherwiseIsNoted() {
    Topology same = of("10", "a:1:r1:d1:20 b:1:r2:d1:10 c:1:r2:d1:20");
    assertEquals(Collections.emptyList(), divisions(same));
    Topology other = of("10", "b:1:r2:d1:10 c:1:r2:d1:20 d:1:r2:d1:5");
    assertEquals(Arrays.asList("b"), hosts(other.sameTokenPeers(false)));
    assertEquals(1, divisions(other).size());
    assertTrue(divisions(other).get(0), divisions(other).get(0).contains("b:1 (rack r2, d1)"));
  }

  private static Topology ofFile(String settings, String seeds) {
    String yml =
        "p:\n  rack: r1\n  datacenter: d1\n  tokens: 10\n  servers: h:1:1\n"
            + settings
            + "  dyn_seeds: ["
            + seeds
            + "]\n";
    return new TopologyResolver(url -> new FakeAdmin())
        .resolve(ExplicitTopology.builder().build(), Optional.of(DynomiteYml.parse(yml, "f")));
  }

  @Test
  public void peersAreExpectedToConnectAsOftenAsTheFileSays() {
    Topology t =
        ofFile(
            "  local_peer_connections: 3\n  remote_peer_connections: 5\n",
            "'a:1:r1:d1:20', 'b:1:r2:d1:10', 'c:1:r1:d2:10'");
    assertEquals(3 + 3 + 5, t.expectedPeerConnections());
  }

  @Test
  public void writesKeepTheirOrderOnOneConnection() {
    String near = "'b:1:r2:d1:10'";
    String far = near + ", 'c:1:r1:d2:10'";
    assertFalse(ofFile("", far).mayReorderWrites());
    assertTrue(ofFile("  datastore_connections: 2\n", near).mayReorderWrites());
    assertTrue(ofFile("  local_peer_connections: 2\n", near).mayReorderWrites());
    assertTrue(ofFile("  remote_peer_connections: 2\n", far).mayReorderWrites());
    assertFalse(ofFile("  remote_peer_connections: 2\n", near).mayReorderWrites());
  }

  @Test
  public void ownedKeysGoByTheTokensOfOurOwnRack() {
    Topology t = of("1000000000", "a:1:r1:d1:3000000000 b:1:r2:d1:1000000000");
    List<String> keys = t.ownedKeys("probe:", 10);
    assertEquals(10, keys.size());
    Topology neighbour = of("3000000000", "a:1:r1:d1:1000000000 b:1:r2:d1:1000000000");
    for (String k : keys) {
      assertTrue(t.keyRange().holds(k.getBytes()));
      assertFalse(neighbour.keyRange().holds(k.getBytes()));
    }
  }

  @Test
  public void aNodeAloneHasNoPeersAndOwnsEverything() {
    FakeAdmin admin = new FakeAdmin();
    admin.describe =
        "{\"dcs\":[{\"name\":\"dc\",\"racks\":[{\"name\":\"rack61\",\"servers\":["
            + "{\"host\":\"0.0.0.0\",\"port\":8101,\"token\":0}]}]}]}";
    Topology t =
        new TopologyResolver(url -> admin, Collections::emptySet)
            .resolve(ExplicitTopology.builder().build(), Optional.empty());
    assertTrue(t.peers().isEmpty());
    assertEquals(0, t.expectedPeerConnections());
    assertTrue(t.keyRange().holds("anything".getBytes()));
    assertTrue(t.whyNoPeer(true), t.whyNoPeer(true).contains("and no other data centre"));
  }
}
