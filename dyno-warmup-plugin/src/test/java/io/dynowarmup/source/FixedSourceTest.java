// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Test;

public class FixedSourceTest {
  private final Peer a = Facts.peer("a");
  private final Peer b = Facts.peer("b");
  private final Peer secondOfB =
      Peer.of(
          new Endpoint("b", 22123),
          new Endpoint("b", 8102),
          "rack-c",
          "dc",
          Collections.singletonList(1L));
  private final List<Peer> known = Arrays.asList(a, b, secondOfB);

  @Test
  public void isNamedByHostPortOrRack() {
    assertEquals(a, FixedSource.find("a", known));
    assertEquals(a, FixedSource.find(" a:22122 ", known));
    assertEquals(a, FixedSource.find("a:8101", known));
    assertEquals(a, FixedSource.find("rack-a", known));
    assertEquals(secondOfB, FixedSource.find("b:22123", known));
    assertEquals(secondOfB, FixedSource.find("rack-c", known));
  }

  @Test
  public void anUnknownOneListsTheKnownOnes() {
    WarmupException e =
        assertThrows(WarmupException.class, () -> FixedSource.find("10.0.0.9", known));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("'10.0.0.9' is none of the nodes"));
    assertTrue(e.getMessage(), e.getMessage().contains("a:22122 (rack rack-a, dc)"));
    assertTrue(e.getMessage(), e.getMessage().contains("b:22123 (rack rack-c, dc)"));
  }

  @Test
  public void oneThatMeansSeveralIsRefused() {
    WarmupException e = assertThrows(WarmupException.class, () -> FixedSource.find("b", known));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("more than one node"));
  }

  @Test
  public void withoutAnyPeerNoneIsKnown() {
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> FixedSource.find("a", Collections.<Peer>emptyList()));
    assertTrue(e.getMessage(), e.getMessage().contains("known: none"));
  }
}
