// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.topology.ring.PeersText;
import java.util.Collections;
import org.junit.Test;

public class ExplicitTopologyTest {
  @Test
  public void aPartThatIsNotGivenIsMissing() {
    ExplicitTopology e = ExplicitTopology.builder().build();
    assertEquals(Collections.emptyList(), e.tokens());
    assertEquals(Collections.emptyList(), e.peers());
    assertFalse(e.rack().isPresent());
    assertFalse(e.redisPort().isPresent());
    assertFalse(e.clientAddress().isPresent());
  }

  @Test
  public void aBuilderThatIsUsedOnChangesNothingThatWasBuilt() {
    ExplicitTopology.Builder b = ExplicitTopology.builder().tokens(Collections.singleton(1L));
    ExplicitTopology first = b.build();
    b.tokens(Collections.singleton(2L)).rack("r");
    assertEquals(Collections.singletonList(1L), first.tokens());
    assertFalse(first.rack().isPresent());
  }

  @Test
  public void onlyListedPeersCanBeTheWholeCluster() {
    ExplicitTopology.Builder b = ExplicitTopology.builder().wholeCluster(true);
    assertFalse(b.build().allPeers());
    assertTrue(b.peers(PeersText.parse("a:1:r:d:1")).build().allPeers());
  }
}
