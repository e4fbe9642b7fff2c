// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.topology.Topology;
import java.util.Optional;
import org.junit.Test;

public class RingCheckTest {
  private static final Topology TOPOLOGY =
      RangePlanTest.topology(
          "2000", "x:1:r1:new:1000 y:1:r1:new:3000 a:1:o1:old:1500 b:1:o1:old:4000");

  private static String rack(String name, long... tokens) {
    StringBuilder servers = new StringBuilder();
    for (long token : tokens) {
      servers.append(servers.length() == 0 ? "" : ",");
      servers.append("{\"name\":\"n\",\"host\":\"10.0.0.1\",\"port\":1,\"token\":" + token + "}");
    }
    return "{\"name\":\"" + name + "\",\"servers\":[" + servers + "]}";
  }

  private static Optional<String> contradiction(String ofNew, String ofOld) {
    String text =
        "{\"dcs\":[{\"name\":\"new\",\"racks\":["
            + ofNew
            + "]},{\"name\":\"old\",\"racks\":["
            + ofOld
            + "]}]}";
    return new RingCheck(TOPOLOGY, TOPOLOGY.otherRacks())
        .contradiction("/cluster_describe", ClusterDescription.parse(text, "there"));
  }

  private static void assertSays(String wanted, Optional<String> text) {
    assertTrue(text.toString(), text.isPresent() && text.get().contains(wanted));
  }

  @Test
  public void theSameTokensAreNoContradiction() {
    assertEquals(
        Optional.empty(), contradiction(rack("r1", 3000, 1000, 2000), rack("o1", 4000, 1500)));
  }

  @Test
  public void aNodeThatOnlyOneOfThemKnowsIsOne() {
    assertSays(
        "rack r1, new has the tokens 1000, 2000, 3000 in",
        contradiction(rack("r1", 1000, 2000), rack("o1", 1500, 4000)));
    assertSays(
        "and 1500, 2500, 4000 in /cluster_describe",
        contradiction(rack("r1", 1000, 2000, 3000), rack("o1", 1500, 2500, 4000)));
  }

  @Test
  public void anOldNodeNeedNotKnowTheNewRing() {
    assertEquals(Optional.empty(), contradiction("", rack("o1", 1500, 4000)));
  }
}
