// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class SourceReadingsTest {
  private final Peer x = new FakeNode("dc1", "x", 1).peer();
  private final Peer y = new FakeNode("dc1", "y", 1).peer();
  private final List<NodeReading> now = new ArrayList<>();
  private final SourceReadings readings =
      new SourceReadings(
          Arrays.asList(reading(x, "SERVING", 70), reading(y, "SERVING", 70)), () -> now);

  private static NodeReading reading(Peer peer, String state, long keys) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("NodeState", state);
    values.put("Keys", keys);
    return new NodeReading(
        new ClusterMember(peer, false, Optional.empty(), Optional.empty()),
        NodeReading.Origin.DAEMON,
        BeanSnapshot.of(values),
        Optional.empty(),
        0);
  }

  private Serving after(NodeReading... next) throws InterruptedException {
    assertEquals(Arrays.asList(x, y), readings.read().peers());
    now.addAll(Arrays.asList(next));
    return readings.read();
  }

  @Test
  public void aNodeThatHasLostItsKeysIsNoSourceWhateverItsState() throws Exception {
    Serving serving = after(reading(x, "SERVING", 0), reading(y, "SERVING", 70));
    assertEquals(Collections.singletonList(y), serving.peers());
    assertFalse("another one has its range", serving.lacksRange());
    assertTrue(serving.emptied(), serving.emptied().contains("had 70 keys and has 0 keys now"));
  }

  @Test
  public void withoutAnotherOneWithItsTokensItsRangeIsLacking() throws Exception {
    Serving serving = after(reading(x, "SERVING", 0), reading(y, "COLD", 70));
    assertTrue(serving.lacksRange());
  }

  @Test
  public void aNodeThatServesNoLongerIsNoSource() throws Exception {
    Serving serving = after(reading(x, "WARMING", 70), reading(y, "SERVING", 69));
    assertEquals(Collections.singletonList(y), serving.peers());
    assertEquals("", serving.emptied());
  }

  @Test
  public void oneThatDoesNotAnswerMayStillServe() throws Exception {
    Serving serving = after(reading(x, "UNKNOWN", -1), reading(y, "DOWN", -1));
    assertEquals(Arrays.asList(x, y), serving.peers());
  }
}
