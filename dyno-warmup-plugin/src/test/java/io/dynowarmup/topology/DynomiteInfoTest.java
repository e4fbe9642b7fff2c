// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import org.junit.Test;

public class DynomiteInfoTest {
  @Test
  public void readsWhatARealDynomiteAnswered() {
    DynomiteInfo info = DynomiteInfo.parse(Resources.text("info.json"), "/info");
    assertEquals("rack61", info.rack());
    assertEquals("dc", info.datacenter());
    assertEquals("v0.6.21-rc2-22-g2046b05", info.version());
    assertEquals("vm", info.hostName());
    assertEquals(3, info.uptimeSeconds());
    assertEquals(0, info.dnodeClientConnections());
    assertEquals(0, info.peerConnections());
    assertEquals(0, info.clientConnections());
    assertEquals("127.0.0.61:22122", info.serverName());
    assertEquals(0, info.serverInQueue());
    assertEquals(0, info.serverOutQueue());
    assertEquals(0, info.serverWriteRequests());
    assertEquals(0, info.serverDroppedRequests());
  }

  @Test
  public void countersAreFoundInAPoolOfAnyName() {
    DynomiteInfo info =
        DynomiteInfo.parse(
            "{\"rack\":\"r\",\"my_pool\":{\"dnode_client_connections\":7,"
                + "\"10.0.0.1:6379\":{\"out_queue\":5}}}",
            "/info");
    assertEquals(7, info.dnodeClientConnections());
    assertEquals(5, info.serverOutQueue());
  }

  @Test
  public void whatIsNotToldIsMinusOneOrEmpty() {
    DynomiteInfo info = DynomiteInfo.parse("{\"version\":\"v1\",\"uptime\":\"soon\"}", "/info");
    assertEquals("", info.rack());
    assertEquals(-1, info.uptimeSeconds());
    assertEquals(-1, info.dnodeClientConnections());
    assertEquals(-1, info.serverOutQueue());
    assertEquals("", info.serverName());
  }

  @Test
  public void anotherAnswerThanDynomitesIsSaid() {
    WarmupException e =
        assertThrows(WarmupException.class, () -> DynomiteInfo.parse("{\"a\":1}", "/info"));
    assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
  }
}
