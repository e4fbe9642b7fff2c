// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.topology.Resources;
import java.util.OptionalLong;
import org.junit.Test;

public class DynomiteInfoTest {
  @Test
  public void readsWhatARealDynomiteAnswered() {
    DynomiteInfo info = DynomiteInfo.parse(Resources.text("info.json"), "/info");
    assertEquals("rack61", info.rack());
    assertEquals("dc", info.datacenter());
    assertEquals("vm", info.hostName());
    assertEquals(OptionalLong.of(3), info.uptimeSeconds());
    assertTrue(info.timestampSeconds().getAsLong() > 1_500_000_000L);
    assertEquals(OptionalLong.of(0), info.dnodeClientConnections());
    assertEquals("127.0.0.61:22122", info.serverName());
  }

  @Test
  public void countersAreFoundInAPoolOfAnyName() {
    DynomiteInfo info =
        DynomiteInfo.parse(
            "{\"rack\":\"r\",\"my_pool\":{\"dnode_client_connections\":7,"
                + "\"10.0.0.1:6379\":{\"out_queue\":5}}}",
            "/info");
    assertEquals(OptionalLong.of(7), info.dnodeClientConnections());
    assertEquals("10.0.0.1:6379", info.serverName());
  }

  @Test
  public void aMissingValueIsEmpty() {
    DynomiteInfo info = DynomiteInfo.parse("{\"version\":\"v1\",\"uptime\":\"soon\"}", "/info");
    assertEquals("", info.rack());
    assertEquals(OptionalLong.empty(), info.uptimeSeconds());
    assertEquals(OptionalLong.empty(), info.dnodeClientConnections());
    assertEquals("", info.serverName());
  }

  @Test
  public void aClockThatWasSetBackMakesTheUptimeNegative() {
    DynomiteInfo info = DynomiteInfo.parse("{\"rack\":\"r\",\"uptime\":-7}", "/info");
    assertEquals(OptionalLong.of(-7), info.uptimeSeconds());
  }

  @Test
  public void anotherAnswerThanDynomitesIsSaid() {
    WarmupException e =
        assertThrows(WarmupException.class, () -> DynomiteInfo.parse("{\"a\":1}", "/info"));
    assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
  }
}
