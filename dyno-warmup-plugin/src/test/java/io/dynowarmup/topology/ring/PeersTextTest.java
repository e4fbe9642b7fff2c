// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class PeersTextTest {
  @Test
  public void aTextWithoutPeersHasNone() {
    assertEquals(Collections.emptyList(), PeersText.parse(" ; "));
  }

  @Test
  public void peersAreSeparatedBySemicolonsOrBlanks() {
    List<ClusterNode> peers = PeersText.parse("a:1:r:d:1,2;b:2:r:d:3:99 \n c:3:r:d:0 ;");
    assertEquals(3, peers.size());
    assertEquals(Arrays.asList(1L, 2L), peers.get(0).tokens());
    assertEquals(99, peers.get(1).toPeer(7).redis().port());
    assertEquals(7, peers.get(2).toPeer(7).redis().port());
  }

  @Test
  public void aBadPeerIsNamedWithWhatIsAllowed() {
    String[] bad = {
      "a",
      "a:1",
      "a:1:r:d",
      "a:1:r:d:",
      "a:1:r:d:x",
      "a:0:r:d:1",
      "a:1::d:1",
      "a:1:r::1",
      ":1:r:d:1",
      "a:1:r:d:1:0",
      "a:1:r:d:1:2:3",
      "2001:db8::1:8101:r:d:1",
      "[::1:1:r:d:1"
    };
    for (String peer : bad) {
      String message =
          assertThrows(
                  peer, IllegalArgumentException.class, () -> PeersText.parse("ok:1:r:d:1;" + peer))
              .getMessage();
      assertTrue(message, message.contains("'" + peer + "'"));
      assertTrue(message, message.contains("host:dynPort:rack:datacenter:tokens[:redisPort]"));
    }
  }

  @Test
  public void aBadTokenIsNamedWithWhatIsAllowed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Tokens.parse("1,x")).getMessage();
    assertTrue(message, message.startsWith("'x'") && message.contains("0 to 4294967295"));
  }
}
