// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.topology.ring.PeersText;
import io.dynowarmup.topology.ring.Tokens;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.Test;

/** Checks the Redis behind a peer's Dynomite, as the peer's admin port reports it. */
public class LearnedRedisTest {
  private static final String NO_NODES = "{\"dcs\": []}";

  private static Topology topology(String yml) {
    return new TopologyResolver(url -> new FakeAdmin())
        .resolve(
            ExplicitTopology.builder().build(), Optional.of(DynomiteYml.parse(yml, "/etc/d.yml")));
  }

  /**
   * Returns a topology with this node in rack1 at 10.0.0.1 with the given token, and the given
   * seeds.
   */
  private static Topology seeds(long token, String... seeds) {
    return topology(
        "dyn_o_mite:\n  rack: rack1\n  datacenter: dc\n  tokens: '"
            + token
            + "'\n  dyn_listen: 10.0.0.1:8101\n  listen: 10.0.0.1:8102\n"
            + "  servers:\n  - 127.0.0.1:22122:1\n  dyn_seeds:\n"
            + Arrays.stream(seeds).map(s -> "  - " + s + "\n").collect(Collectors.joining()));
  }

  private static PeerAnswer answer(String admin, String rack, String storage, String describe) {
    String info =
        "{\"version\":\"v0.6\",\"rack\":\""
            + rack
            + "\",\"dc\":\"dc\",\"dyn_o_mite\":{\"client_eof\":0,\""
            + storage
            + "\":{\"server_eof\":0}}}";
    return new PeerAnswer(
        Endpoint.parse(admin),
        DynomiteInfo.parse(info, "/info"),
        ClusterDescription.parse(describe, "/cluster_describe"));
  }

  private static String describe(String rack, String... servers) {
    return "{\"dcs\":[{\"name\":\"dc\",\"racks\":[{\"name\":\""
        + rack
        + "\",\"servers\":["
        + String.join(",", servers)
        + "]}]}]}";
  }

  private static String server(String host, int port, long token) {
    return String.format(
        "{\"name\":\"%s\",\"host\":\"%s\",\"port\":%d,\"token\":%d}", host, host, port, token);
  }

  private static Topology learned(Topology topology, PeerAnswer... answers) {
    return topology.learned(topology.assumedPeers(false), Arrays.asList(answers));
  }

  private static List<String> redis(Topology topology) {
    List<String> all = new ArrayList<>();
    for (Peer peer : topology.sameTokenPeers(false)) {
      all.add(peer.redis().toString());
    }
    return all;
  }

  @Test
  public void aPeersOwnPortTakesThePlaceOfTheLocalOne() {
    Topology before = seeds(5, "10.0.0.2:8101:rack2:dc:5");
    assertEquals(Collections.singletonList("10.0.0.2:22122"), redis(before));

    for (String name : Arrays.asList("127.0.0.1:6380", "0.0.0.0:6380", "localhost:6380")) {
      Topology after = learned(before, answer("10.0.0.2:22222", "rack2", name, NO_NODES));
      assertEquals(name, Collections.singletonList("10.0.0.2:6380"), redis(after));
      assertEquals(
          "dynomite.yml /etc/d.yml; Redis of rack2 at 10.0.0.2:6380"
              + " (/info of http://10.0.0.2:22222)",
          after.source());
    }
    assertEquals(
        Collections.singletonList("10.0.0.7:6380"),
        redis(learned(before, answer("10.0.0.2:22222", "rack2", "10.0.0.7:6380", NO_NODES))));
  }

  @Test
  public void whatNamesNoHostAndPortIsAssumedAsBefore() {
    Topology before = seeds(5, "10.0.0.2:8101:rack2:dc:5");
    for (String name : Arrays.asList("/tmp/redis.sock", "redis1", "10.0.0.2:", "a b:1")) {
      Topology after = learned(before, answer("10.0.0.2:22222", "rack2", name, NO_NODES));
      assertEquals(name, Collections.singletonList("10.0.0.2:22122"), redis(after));
      assertTrue(after.source(), after.source().endsWith("rack2 assumed at 10.0.0.2:22122"));
    }
    assertEquals(redis(before), redis(learned(before)));
  }

  @Test
  public void anotherDynomitesAnswerIsNotTaken() {
    Topology before = seeds(5, "10.0.0.2:8101:rack2:dc:5");
    assertEquals(
        redis(before),
        redis(learned(before, answer("10.0.0.2:22222", "rack3", "127.0.0.1:6380", NO_NODES))));
    assertEquals(
        redis(before),
        redis(learned(before, answer("10.0.0.9:22222", "rack2", "127.0.0.1:6380", NO_NODES))));
    String ofAnotherToken = describe("rack2", server("0.0.0.0", 8101, 7), server("h", 8101, 5));
    assertEquals(
        redis(before),
        redis(
            learned(before, answer("10.0.0.2:22222", "rack2", "127.0.0.1:6380", ofAnotherToken))));
    String second = describe("rack2", server("10.0.0.2", 8201, 7), server("10.0.0.2", 8101, 5));
    assertEquals(
        redis(before),
        redis(learned(before, answer("10.0.0.2:22222", "rack2", "127.0.0.1:6380", second))));
    String first = describe("rack2", server("10.0.0.2", 8101, 5), server("10.0.0.2", 8201, 7));
    assertEquals(
        Collections.singletonList("10.0.0.2:6380"),
        redis(learned(before, answer("10.0.0.2:22222", "rack2", "127.0.0.1:6380", first))));
  }

  @Test
  public void severalDynomitesAtOneHostAreDistinguishedByRackAndToken() {
    Topology before =
        seeds(
            5,
            "10.0.0.1:8201:rack1:dc:9",
            "10.0.0.2:8101:rack2:dc:5",
            "10.0.0.2:8201:rack3:dc:5",
            "10.0.0.2:8301:rack2:dc:9",
            "10.0.0.2:8401:rack3:dc:9");
    assertEquals(2, before.notes().size());

    Topology after =
        learned(
            before,
            answer("10.0.0.2:1", "rack2", "127.0.0.1:6381", describe("rack2", server("::", 1, 5))),
            answer("10.0.0.2:2", "rack3", "127.0.0.1:6382", describe("rack3", server("::", 1, 5))),
            answer("10.0.0.2:3", "rack2", "127.0.0.1:6383", describe("rack2", server("::", 1, 9))));

    assertEquals(Arrays.asList("10.0.0.2:6381", "10.0.0.2:6382"), redis(after));
    assertEquals(Collections.emptyList(), after.notes());
  }

  @Test
  public void twoAnswersThatContradictEachOtherProveNothing() {
    Topology before = seeds(5, "10.0.0.2:8101:rack2:dc:5", "10.0.0.2:8201:rack3:dc:5");
    Topology after =
        learned(
            before,
            answer("10.0.0.2:1", "rack2", "127.0.0.1:6381", NO_NODES),
            answer("10.0.0.2:2", "rack2", "127.0.0.1:6382", NO_NODES));
    assertEquals(redis(before), redis(after));
    assertEquals(2, after.notes().size());
  }

  @Test
  public void aPortThatIsSetIsNotAskedFor() {
    Topology t =
        new TopologyResolver(url -> new FakeAdmin())
            .resolve(
                ExplicitTopology.builder()
                    .tokens(Tokens.parse("5"))
                    .rack("rack1")
                    .datacenter("dc")
                    .peers(
                        PeersText.parse("10.0.0.2:8101:rack2:dc:5:6380 10.0.0.3:8101:rack3:dc:5"))
                    .build(),
                Optional.empty());
    assertEquals(1, t.assumedPeers(false).size());
    assertEquals("rack3", t.assumedPeers(false).get(0).rack());
  }
}
