// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.Secret;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.hash.HashTag;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;

public class TopologyResolverTest {
  private static final List<Long> TOKEN = Collections.singletonList(1383429731L);

  private final FakeAdmin admin = new FakeAdmin();
  private final List<String> urls = new ArrayList<>();
  private final Set<String> addresses = new HashSet<>();

  private Topology resolve(ExplicitTopology explicit, String yml) {
    Optional<DynomiteYml> file =
        yml.isEmpty() ? Optional.empty() : Optional.of(DynomiteYml.parse(yml, "/etc/d.yml"));
    return new TopologyResolver(
            url -> {
              urls.add(url);
              return admin;
            },
            () -> addresses)
        .resolve(explicit, file);
  }

  private Topology resolve(String yml) {
    return resolve(ExplicitTopology.builder().build(), yml);
  }

  private WarmupException fails(ExplicitTopology explicit, String yml) {
    WarmupException e = assertThrows(WarmupException.class, () -> resolve(explicit, yml));
    assertEquals(Reason.NO_TOPOLOGY, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("There are three ways to give it"));
    return e;
  }

  private static List<String> hosts(List<Peer> peers) {
    return peers.stream().map(p -> p.redis().toString()).collect(Collectors.toList());
  }

  private static String describe(String... servers) {
    return "{\"dcs\":[{\"name\":\"dc\",\"racks\":[{\"name\":\"rack61\",\"servers\":["
        + String.join(",", servers)
        + "]},{\"name\":\"rack62\",\"servers\":["
        + "{\"name\":\"x\",\"host\":\"10.0.0.9\",\"port\":8101,\"token\":5}]}]}]}";
  }

  private static String server(String name, String host, int port, long token) {
    return String.format(
        "{\"name\":\"%s\",\"host\":\"%s\",\"port\":%d,\"token\":%d}", name, host, port, token);
  }

  @Test
  public void aFileWithSeedsIsEnoughAndNoServerIsAsked() {
    admin.down = true;
    Topology t = resolve(Resources.text("seeds.yml"));
    assertEquals(TOKEN, t.tokens());
    assertEquals("rack1", t.rack());
    assertEquals("dc1", t.datacenter());
    assertEquals(new Endpoint("10.0.0.1", 22121), t.redis());
    assertEquals(new Endpoint("10.0.0.1", 8102), t.clientAddress());
    assertEquals(new Endpoint("10.0.0.1", 8101), t.dynListen());
    assertEquals("http://10.0.0.1:22221", t.adminUrl());
    assertEquals(Secret.of("s3cret"), t.redisPassword());
    assertEquals(HashTag.of("{}"), t.dynomite().hashTag());
    assertEquals(6, t.peers().size());
    assertEquals(
        Arrays.asList("10.0.0.2:22121", "node3.example.com:22121"), hosts(t.sameTokenPeers(false)));
    assertEquals(Collections.singletonList("10.1.0.1:22121"), hosts(t.sameTokenPeersElsewhere()));
    assertEquals("dynomite.yml /etc/d.yml", t.source());
    assertTrue(admin.asked.isEmpty());
    assertFalse(t.toString().contains("s3cret"));
  }

  @Test
  public void aFileOfTheManagerHasNoSeedsSoTheRunningDynomiteIsAsked() {
    admin.describe =
        Resources.text("cluster_describe.json")
            .replace("\"dc\",", "\"us-east-1\",")
            .replace("rack61", "us-east-1c");
    Topology t = resolve(Resources.text("manager.yml"));
    assertEquals(TOKEN, t.tokens());
    assertEquals(Arrays.asList("127.0.0.62:22122", "127.0.0.63:22122"), hosts(t.peers()));
    assertEquals(t.peers(), t.sameTokenPeers(false));
    assertEquals(
        "dynomite.yml /etc/d.yml (rack, datacenter, tokens), /cluster_describe of"
            + " http://127.0.0.1:22222 (peers)",
        t.source());
    assertEquals(Collections.emptyList(), t.notes());
    assertEquals(3, t.dynomite().datastoreConnections());
    assertEquals(4, t.expectedPeerConnections());
    assertEquals(Collections.singletonList("describe"), admin.asked);
  }

  @Test
  public void aRunningDynomiteAloneIsEnough() {
    Topology t = resolve("");
    assertEquals("rack61", t.rack());
    assertEquals("dc", t.datacenter());
    assertEquals(TOKEN, t.tokens());
    assertEquals(new Endpoint("127.0.0.61", 22122), t.redis());
    assertEquals(new Endpoint("127.0.0.1", 8102), t.clientAddress());
    assertEquals(Arrays.asList("127.0.0.62:22122", "127.0.0.63:22122"), hosts(t.peers()));
    assertEquals(5000, t.dynomite().timeoutMillis());
    assertEquals(
        "/info of http://127.0.0.1:22222 (rack, datacenter), /cluster_describe of"
            + " http://127.0.0.1:22222 (tokens, peers)",
        t.source());
    assertEquals(Arrays.asList("info", "describe"), admin.asked);
    assertTrue(t.notes().toString(), t.notes().get(0).contains("defaults are assumed"));
  }

  @Test
  public void propertiesAloneAreEnough() {
    admin.down = true;
    Topology t =
        resolve(
            ExplicitTopology.builder()
                .tokens(Tokens.parse("7,9"))
                .rack("r1")
                .datacenter("d")
                .peers(
                    PeersText.parse(
                        "10.0.0.2:8101:r2:d:9,7; [::1]:8101:r3:d:7,9:6380\n10.0.0.1:8101:r1:d:7,9"))
                .redisHost("10.0.0.1")
                .redisPort(6379)
                .peerRedisPort(6381)
                .adminUrl("http://10.0.0.1:1")
                .clientAddress(new Endpoint("10.0.0.1", 2))
                .build(),
            "");
    assertEquals(Arrays.asList(7L, 9L), t.tokens());
    assertEquals(Arrays.asList("10.0.0.2:6381", "[::1]:6380"), hosts(t.sameTokenPeers(false)));
    assertEquals(2, t.peers().size());
    assertEquals(new Endpoint("10.0.0.1", 6379), t.redis());
    assertEquals("http://10.0.0.1:1", t.adminUrl());
    assertEquals(new Endpoint("10.0.0.1", 2), t.clientAddress());
    assertEquals("properties", t.source());
    assertTrue(admin.asked.isEmpty());
  }

  @Test
  public void propertiesWinOverTheFileFieldByField() {
    Topology t =
        resolve(
            ExplicitTopology.builder().rack("rack2").redisPort(6379).peerRedisPort(6380).build(),
            Resources.text("seeds.yml"));
    assertEquals("rack2", t.rack());
    assertEquals("dc1", t.datacenter());
    assertEquals(new Endpoint("10.0.0.1", 6379), t.redis());
    assertEquals(Arrays.asList("node3.example.com:6380"), hosts(t.sameTokenPeers(false)));
    assertEquals(
        "properties (rack), dynomite.yml /etc/d.yml (datacenter, tokens, peers)", t.source());
  }

  @Test
  public void peersAreNeverAMixtureOfSources() {
    Topology t =
        resolve(
            ExplicitTopology.builder()
                .peers(PeersText.parse("1.1.1.1:8101:rack9:dc1:1383429731"))
                .build(),
            Resources.text("seeds.yml"));
    assertEquals(Collections.singletonList("1.1.1.1:22121"), hosts(t.peers()));
  }

  @Test
  public void peersOfPropertiesThatAreOnlyOurselvesAreNone() {
    Topology t =
        resolve(
            ExplicitTopology.builder()
                .peers(PeersText.parse("1.1.1.1:8101:rack1:dc1:1383429731"))
                .build(),
            Resources.text("seeds.yml"));
    assertEquals(6, t.peers().size());
    assertEquals("dynomite.yml /etc/d.yml", t.source());
  }

  @Test
  public void weAreFoundByRackDataCentreAndTokenNotByHost() {
    String yml = Resources.text("seeds.yml") + "  - 10.9.9.9:8101:rack1:dc1:1383429731\n";
    assertEquals(6, resolve(yml).peers().size());
    // a rack of the same name in another data centre is another rack
    assertTrue(hosts(resolve(yml).peers()).contains("10.1.0.1:22121"));
  }

  @Test
  public void aWildcardOfTheFileIsLoopback() {
    admin.describe = describe(server("0.0.0.0", "0.0.0.0", 8101, 1383429731L));
    Topology t = resolve(Resources.text("manager.yml"));
    assertEquals("http://127.0.0.1:22222", t.adminUrl());
    assertEquals(new Endpoint("127.0.0.1", 8102), t.clientAddress());
    assertEquals("http://127.0.0.1:22222", urls.get(0));
  }

  @Test
  public void ourTokenIsThatOfTheOnlyNodeOfOurRack() {
    admin.describe = describe(server("n", "10.0.0.77", 8101, 42));
    assertEquals(Collections.singletonList(42L), resolve("").tokens());
  }

  @Test
  public void amongSeveralOfOurRackTheAddressDecides() {
    String a = server("n1", "10.0.0.1", 8101, 42);
    String b = server("n2", "10.0.0.2", 8101, 43);
    admin.describe = describe(a, b, server("0.0.0.0", "0.0.0.0", 8101, 44));
    assertEquals(Collections.singletonList(44L), resolve("").tokens());

    admin.describe = describe(a, b);
    ExplicitTopology url = ExplicitTopology.builder().adminUrl("http://10.0.0.2:22222").build();
    assertEquals(Collections.singletonList(43L), resolve(url, "").tokens());

    ExplicitTopology client =
        ExplicitTopology.builder().clientAddress(new Endpoint("10.0.0.1", 8102)).build();
    assertEquals(Collections.singletonList(42L), resolve(client, "").tokens());

    addresses.addAll(Arrays.asList("127.0.0.1", "10.0.0.2"));
    assertEquals(Collections.singletonList(43L), resolve("").tokens());

    admin.describe = describe(a, server("vm", "10.0.0.3", 8101, 45));
    assertEquals(Collections.singletonList(45L), resolve("").tokens());
  }

  @Test
  public void thePortOfTheFileDecidesAmongNodesOfOneHost() {
    admin.describe =
        describe(server("a", "127.0.0.1", 8101, 42), server("b", "127.0.0.1", 8201, 43));
    Topology t = resolve("p:\n  rack: rack61\n  datacenter: dc\n  dyn_listen: 127.0.0.1:8201\n");
    assertEquals(Collections.singletonList(43L), t.tokens());
  }

  @Test
  public void anUnknownTokenIsNotGuessed() {
    admin.describe = describe(server("a", "10.0.0.1", 8101, 42), server("b", "10.0.0.2", 8101, 43));
    WarmupException e = fails(ExplicitTopology.builder().build(), "");
    assertTrue(e.getMessage(), e.getMessage().contains("this node's token"));
    assertTrue(e.getMessage(), e.getMessage().contains("2 nodes of rack rack61, dc"));
    addresses.addAll(Arrays.asList("10.0.0.1", "10.0.0.2"));
    fails(ExplicitTopology.builder().build(), "");
  }

  @Test
  public void aDynomiteThatDoesNotKnowOurRackIsSaid() {
    ExplicitTopology other = ExplicitTopology.builder().rack("rack99").build();
    WarmupException e = fails(other, "");
    assertTrue(e.getMessage(), e.getMessage().contains("no node of rack rack99, dc"));
  }

  @Test
  public void nothingToAskIsSaidWithTheReason() {
    admin.down = true;
    WarmupException e = fails(ExplicitTopology.builder().build(), "");
    assertTrue(e.getMessage(), e.getMessage().contains("this node's rack is not known"));
    assertTrue(e.getMessage(), e.getMessage().contains("nothing listens at the admin port"));

    e = fails(ExplicitTopology.builder().build(), Resources.text("manager.yml"));
    assertTrue(e.getMessage(), e.getMessage().contains("the other nodes of the cluster are not"));
    assertTrue(e.getMessage(), e.getMessage().contains("/etc/d.yml does not name it"));
  }

  @Test
  public void anInfoWithoutARackIsSaid() {
    admin.info = "{\"version\":\"v1\"}";
    WarmupException e = fails(ExplicitTopology.builder().build(), "");
    assertTrue(e.getMessage(), e.getMessage().contains("/info of http://127.0.0.1:22222"));
  }

  @Test
  public void aUnixSocketNeedsHostAndPortByProperties() {
    String yml = Resources.text("seeds.yml").replace("10.0.0.1:22121:1 redis-one", "/r.sock:1");
    WarmupException e = fails(ExplicitTopology.builder().build(), yml);
    assertTrue(e.getMessage(), e.getMessage().contains("Unix socket"));
    Topology t =
        resolve(ExplicitTopology.builder().redisHost("127.0.0.1").redisPort(7).build(), yml);
    assertEquals(new Endpoint("127.0.0.1", 7), t.redis());
  }

  @Test
  public void redisIsAtItsDefaultIfNothingNamesIt() {
    admin.info = "{\"rack\":\"rack61\",\"dc\":\"dc\",\"p\":{\"my-redis\":{}}}";
    assertEquals(new Endpoint("127.0.0.1", 22122), resolve("").redis());
  }

  @Test
  public void aPeerWithoutAnAddressIsLeftOutWithANote() {
    admin.describe = describe(server("n", "10.0.0.1", 8101, 42)).replace("10.0.0.9", "0.0.0.0");
    Topology t = resolve("");
    assertTrue(t.peers().isEmpty());
    assertTrue(t.notes().toString(), t.notes().get(0).contains("a wildcard"));
  }

  @Test
  public void aDynomiteThatDoesNotKnowUsIsNoted() {
    admin.describe = describe(server("n", "10.0.0.1", 8101, 42));
    Topology t = resolve(Resources.text("manager.yml"));
    assertTrue(
        t.notes().toString(), t.notes().get(0).contains("check that it is this node's Dynomite"));
  }

  @Test
  public void theAdminUrlIsKnownWithoutAskingAnybody() {
    Optional<DynomiteYml> yml =
        Optional.of(DynomiteYml.parse(Resources.text("seeds.yml"), "seeds.yml"));
    assertEquals(
        "http://127.0.0.1:22222",
        TopologyResolver.adminUrl(ExplicitTopology.builder().build(), Optional.empty()));
    assertEquals(
        "http://10.0.0.1:22221",
        TopologyResolver.adminUrl(ExplicitTopology.builder().build(), yml));
    ExplicitTopology url = ExplicitTopology.builder().adminUrl("http://x:1").build();
    assertEquals("http://x:1", TopologyResolver.adminUrl(url, yml));
  }

  @Test
  public void theMachinesOwnAddressesHoldLoopback() {
    assertTrue(LocalAddresses.ofThisMachine().contains("127.0.0.1"));
  }
}
