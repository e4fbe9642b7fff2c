// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.topology.yml.DynomiteYml;
import java.util.Optional;
import org.junit.Test;

public class OwnDynomiteTest {
  private static final String YML =
      "dyn_o_mite:\n"
          + "  listen: 0.0.0.0:8102\n"
          + "  dyn_listen: 0.0.0.0:8101\n"
          + "  stats_listen: 0.0.0.0:22222\n"
          + "  rack: rack2\n"
          + "  datacenter: dc\n"
          + "  tokens: '100'\n"
          + "  servers:\n"
          + "  - 127.0.0.1:22122:1\n"
          + "  dyn_seeds:\n"
          + "  - 10.0.0.1:8101:rack1:dc:100\n";
  private static final String MATE = "  - 10.0.0.3:8101:rack2:dc:300\n";

  private static Topology topology(ExplicitTopology explicit, String yml) {
    return new TopologyResolver(url -> new FakeAdmin())
        .resolve(explicit, Optional.of(DynomiteYml.parse(yml, "d.yml")));
  }

  private static String why(String yml, String info, String description) {
    return topology(ExplicitTopology.builder().build(), yml)
        .ownDynomite()
        .whyForeign(parsed(info), () -> described(description))
        .orElse("");
  }

  private static String info(String rack, String dc, String storage) {
    return String.format(
        "{\"service\":\"dynomite\",\"version\":\"v0.6\",\"rack\":\"%s\",\"dc\":\"%s\","
            + "\"dyn_o_mite\":{\"client_eof\":0,\"%s\":{\"server_eof\":0}}}",
        rack, dc, storage);
  }

  private static String describe(String host, long token) {
    return String.format(
        "{\"dcs\":[{\"name\":\"dc\",\"racks\":[{\"name\":\"rack2\",\"servers\":["
            + "{\"name\":\"%1$s\",\"host\":\"%1$s\",\"port\":8101,\"token\":%2$d},"
            + "{\"name\":\"10.0.0.9\",\"host\":\"10.0.0.9\",\"port\":8101,\"token\":900}]}]}]}",
        host, token);
  }

  private static DynomiteInfo parsed(String info) {
    return DynomiteInfo.parse(info, "/info");
  }

  private static ClusterDescription described(String text) {
    return ClusterDescription.parse(text, "/cluster_describe");
  }

  private static void assertSays(String text, String all) {
    assertTrue(all, all.contains(text));
  }

  @Test
  public void itsOwnIsNotForeign() {
    assertEquals("", why(YML, info("rack2", "dc", "127.0.0.1:22122"), ""));
    assertEquals("a name", "", why(YML, info("rack2", "dc", "storage"), ""));
    assertEquals("", why(YML, info("rack2", "dc", "/var/run/redis.sock"), ""));
    assertEquals(
        "", why(YML + MATE, info("rack2", "dc", "127.0.0.1:22122"), describe("0.0.0.0", 100)));
  }

  @Test
  public void anotherRackOrDataCentreIsNamedBesideOurs() {
    String why = why(YML, info("rack1", "dc", "127.0.0.1:22122"), "");
    assertSays("http://127.0.0.1:22222 belongs to another Dynomite", why);
    assertSays("it names rack rack1, data centre dc, and this node is rack rack2, data", why);
    assertSays("data centre eu", why(YML, info("rack2", "eu", "127.0.0.1:22122"), ""));
  }

  @Test
  public void anotherDynomiteOfTheSameHostHasAnotherRedis() {
    assertSays(
        "Redis 127.0.0.1:22123, and this node is Redis 127.0.0.1:22122",
        why(YML, info("rack2", "dc", "127.0.0.1:22123"), ""));
  }

  @Test
  public void anotherNodeOfTheSameRackHasAnotherToken() {
    String same = info("rack2", "dc", "127.0.0.1:22122");
    assertSays("token [300]", why(YML + MATE, same, describe("0.0.0.0", 300)));
    String there = YML.replace("0.0.0.0:22222", "10.0.0.3:22222") + MATE;
    assertSays("token [300]", why(there, same, describe("10.0.0.3", 300)));
  }

  @Test
  public void whatAPropertyNamesOtherwiseThanTheFileIsOursByEither() {
    ExplicitTopology explicit =
        ExplicitTopology.builder().rack("r-two").redisHost("127.0.0.1").redisPort(6379).build();
    OwnDynomite own = topology(explicit, YML).ownDynomite();
    for (String rack : new String[] {"r-two", "rack2"}) {
      String info = info(rack, "dc", "127.0.0.1:22122");
      assertEquals(Optional.empty(), own.whyForeign(parsed(info), () -> described("")));
    }
    assertTrue(
        own.whyForeign(parsed(info("rack1", "dc", "127.0.0.1:22122")), () -> described(""))
            .isPresent());
  }

  @Test
  public void anOldVersionThatDoesNotReportItCannotBeChecked() {
    OwnDynomite own = topology(ExplicitTopology.builder().build(), YML).ownDynomite();
    String old = "{\"version\":\"v0.5\"}";
    assertEquals(Optional.empty(), own.whyForeign(parsed(old), () -> described("")));
    assertFalse(own.isIdentifiedBy(parsed(old)));
    assertTrue(own.isIdentifiedBy(parsed(info("rack2", "dc", "127.0.0.1:22122"))));
  }
}
