// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.Resources;
import io.dynowarmup.topology.ring.ClusterNode;
import java.util.Collections;
import org.junit.Test;

public class ClusterDescriptionTest {
  @Test
  public void readsWhatARealDynomiteAnswered() {
    ClusterDescription d =
        ClusterDescription.parse(Resources.text("cluster_describe.json"), "/cluster_describe");
    assertEquals(3, d.nodes().size());
    ClusterNode second = d.nodes().get(1);
    assertEquals(new Endpoint("127.0.0.62", 8101), second.dynomite());
    assertEquals("rack62", second.rack());
    assertEquals("dc", second.datacenter());
    assertEquals(Collections.singletonList(1383429731L), second.tokens());
  }

  @Test
  public void aBrokenEntryIsLeftOutAndTheOthersStay() {
    String text =
        "{\"dcs\":[{\"name\":\"dc\",\"racks\":[{\"name\":\"r\",\"servers\":["
            + "{\"host\":\"a\",\"port\":8101,\"token\":1},"
            + "{\"host\":\"\",\"port\":8101,\"token\":1},"
            + "{\"host\":\"b\",\"port\":0,\"token\":1},"
            + "{\"host\":\"c\",\"port\":8101,\"token\":-1},"
            + "{\"host\":\"d\",\"port\":8101},"
            + "{\"host\":{},\"port\":[8101],\"token\":1},"
            + "7, null]},{\"servers\":[{\"host\":\"e\",\"port\":8101,\"token\":1}]},3]},\"x\"]}";
    ClusterDescription d = ClusterDescription.parse(text, "x");
    assertEquals(1, d.nodes().size());
    assertEquals("a", d.nodes().get(0).dynomite().host());
  }

  @Test
  public void anotherAnswerThanDynomitesIsSaid() {
    for (String text : new String[] {"OK", "<html>", "{}", "[1]", "{\"dcs\":", "\"x\""}) {
      WarmupException e =
          assertThrows(
              text, WarmupException.class, () -> ClusterDescription.parse(text, "/x of http://h"));
      assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
      assertTrue(e.getMessage(), e.getMessage().contains("/x of http://h"));
    }
  }
}
