// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import static io.dynowarmup.topology.ring.RackRingTest.peer;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.topology.ring.RingOrder.Proximity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;

public class RingOrderTest {
  private static final List<TokenRange> EVERYTHING =
      new TokenRing(Collections.singleton(9L)).ranges(Collections.singletonList(9L));

  private final Map<String, Long> roundTrips = new HashMap<>();
  private final RingOrder order =
      new RingOrder(
          Arrays.asList("10.0.0.1", "this.host"),
          "r1",
          "new",
          p -> {
            Long millis = roundTrips.get(p.redis().host());
            return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
          });

  private List<String> sorted(List<Peer> peers, ClusterNode... vacant) {
    List<Peer> shuffled = new ArrayList<>(peers);
    Collections.shuffle(shuffled, new Random(3));
    return order.sorted(RackRing.of(shuffled, Arrays.asList(vacant)), EVERYTHING).stream()
        .map(r -> r.rack() + "/" + r.datacenter())
        .collect(Collectors.toList());
  }

  @Test
  public void theNearestComesFirst() {
    assertEquals(
        Arrays.asList("r3/old", "r1/old", "r2/new", "r2/old"),
        sorted(
            Arrays.asList(
                peer("this.host", "r3", "old", 1L),
                peer("a", "r1", "old", 1L),
                peer("b", "r2", "new", 1L),
                peer("c", "r2", "old", 1L))));
  }

  @Test
  public void aRackIsAsFarAsItsFarthestOwner() {
    assertEquals(
        Arrays.asList("r1/old", "r3/old"),
        sorted(
            Arrays.asList(
                peer("this.host", "r3", "old", 1L),
                peer("d", "r3", "old", 2L),
                peer("a", "r1", "old", 1L))));
  }

  @Test
  public void theRoundTripDecidesAmongEquallyNearRacks() {
    roundTrips.put("a", 5L);
    roundTrips.put("b", 3L);
    roundTrips.put("c", 4L);
    assertEquals(
        Arrays.asList("r3/old", "r2/old", "r4/old"),
        sorted(
            Arrays.asList(
                peer("a", "r2", "old", 1L),
                peer("b", "r3", "old", 1L),
                peer("c", "r3", "old", 2L),
                peer("unknown", "r4", "old", 1L))));
  }

  @Test
  public void theNameDecidesAtLast() {
    assertEquals(
        Arrays.asList("r2/a", "r3/a", "r2/b"),
        sorted(
            Arrays.asList(
                peer("a", "r3", "a", 1L), peer("b", "r2", "b", 1L), peer("c", "r2", "a", 1L))));
  }

  @Test
  public void aRackWithAVacantTokenComesLast() {
    ClusterNode vacant =
        ClusterNode.of(new Endpoint("x", 8101), "r3", "old", Collections.singletonList(7L));
    assertEquals(
        Arrays.asList("r2/old", "r3/old"),
        sorted(
            Arrays.asList(peer("this.host", "r3", "old", 1L), peer("c", "r2", "old", 1L)), vacant));
  }

  @Test
  public void anotherRackOfTheOwnDataCentreIsNotTheSameRack() {
    assertEquals(Proximity.SAME_DATACENTER, order.of(peer("a", "r2", "new", 1L)));
    assertEquals(Proximity.SAME_RACK, order.of(peer("a", "r1", "old", 1L)));
    assertEquals(Proximity.SAME_HOST, order.of(peer("10.0.0.1", "r9", "old", 1L)));
    assertEquals(Proximity.ELSEWHERE, order.of(peer("a", "r9", "old", 1L)));
  }
}
