// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public class ExplicitTopologyTest {
  private static String refused(String peers) {
    WarmupException e =
        assertThrows(
            peers, WarmupException.class, () -> ExplicitTopology.builder().peers(peers).build());
    assertEquals(Reason.BAD_CONFIG, e.reason());
    assertTrue(e.getMessage(), e.getMessage().startsWith("peers: "));
    return e.getMessage();
  }

  @Test
  public void anEmptyTextIsNotGiven() {
    ExplicitTopology e =
        ExplicitTopology.builder().tokens("").rack("").peers(" ; ").redisPort(0).build();
    assertEquals(Collections.emptyList(), e.tokens());
    assertEquals(Collections.emptyList(), e.peers());
    assertFalse(e.rack().isPresent());
    assertFalse(e.redisPort().isPresent());
    assertFalse(e.clientAddress().isPresent());
  }

  @Test
  public void aBuilderThatIsUsedOnChangesNothingThatWasBuilt() {
    ExplicitTopology.Builder b = ExplicitTopology.builder().tokens("1");
    ExplicitTopology first = b.build();
    b.tokens("2").rack("r");
    assertEquals(Collections.singletonList(1L), first.tokens());
    assertFalse(first.rack().isPresent());
  }

  @Test
  public void peersAreSeparatedBySemicolonsOrBlanks() {
    ExplicitTopology e =
        ExplicitTopology.builder().peers("a:1:r:d:1,2;b:2:r:d:3:99 \n c:3:r:d:0 ;").build();
    assertEquals(3, e.peers().size());
    assertEquals(Arrays.asList(1L, 2L), e.peers().get(0).tokens());
    assertEquals(99, e.peers().get(1).toPeer(7).redis().port());
    assertEquals(7, e.peers().get(2).toPeer(7).redis().port());
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
      String message = refused("ok:1:r:d:1;" + peer);
      assertTrue(message, message.contains("'" + peer + "'"));
      assertTrue(message, message.contains("host:dynPort:rack:datacenter:tokens[:redisPort]"));
    }
  }

  @Test
  public void aBadTokenIsNamedWithWhatIsAllowed() {
    String message =
        assertThrows(WarmupException.class, () -> ExplicitTopology.builder().tokens("1,x"))
            .getMessage();
    assertTrue(message, message.startsWith("token: 'x'") && message.contains("0 to 4294967295"));
  }
}
