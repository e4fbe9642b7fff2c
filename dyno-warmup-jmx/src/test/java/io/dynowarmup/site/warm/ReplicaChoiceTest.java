// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.Test;

/** Which nodes are warmed, and which replica is dumped. */
public class ReplicaChoiceTest {
  private static NodeReading node(String place, String host, String state, long keys) {
    return node(place, host, state, keys, Origin.DAEMON);
  }

  private static NodeReading node(
      String place, String host, String state, long keys, Origin origin) {
    String[] dcAndRack = place.split("/");
    Peer peer =
        Peer.of(
            new Endpoint(host, 22122),
            new Endpoint(host, 8101),
            dcAndRack[1],
            dcAndRack[0],
            Collections.singletonList(1L));
    Map<String, Object> values = new HashMap<>();
    values.put("NodeState", state);
    values.put("Keys", keys);
    return new NodeReading(
        new ClusterMember(peer, false, Optional.empty(), Optional.empty()),
        origin,
        BeanSnapshot.of(values),
        Optional.empty(),
        0);
  }

  private static String hosts(List<NodeReading> nodes) {
    return nodes.stream()
        .map(r -> r.member().peer().dynomite().host())
        .collect(Collectors.joining(" "));
  }

  private final List<NodeReading> all =
      Arrays.asList(
          node("dc1/a", "a1", "SERVING", 10),
          node("dc1/a", "a2", "SERVING", 20),
          node("dc1/b", "b1", "SERVING", 11),
          node("dc1/b", "b2", "SERVING", 20),
          node("dc2/a", "c1", "CLOSED", 0));

  @Test
  public void aDataCentreARackOrHostsAreNamed() {
    assertEquals("a1 a2 b1 b2", hosts(ReplicaChoice.named("--from", "dc1", all)));
    assertEquals("b1 b2", hosts(ReplicaChoice.named("--from", "b", all)));
    assertEquals("a1 a2 c1", hosts(ReplicaChoice.named("--from", "a", all)));
    assertEquals("c1", hosts(ReplicaChoice.named("--to", "dc2/a", all)));
    assertEquals("b2 a1", hosts(ReplicaChoice.named("--to", "b2, a1:8101,b2:22122", all)));
    WarmupException e =
        assertThrows(WarmupException.class, () -> ReplicaChoice.named("--to", "c1,nowhere", all));
    assertEquals(Reason.BAD_ARGUMENT, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("--to 'nowhere' names no node"));
    assertTrue(e.getMessage(), e.getMessage().contains("known: dc1/a, dc1/b, dc2/a"));
  }

  @Test
  public void theRackWithTheMostKeysIsDumped() {
    assertEquals("b1 b2", hosts(ReplicaChoice.mostComplete(all.subList(0, 4))));
  }

  @Test
  public void aRackWithANodeThatDoesNotServeOrHasNoDaemonIsNot() {
    NodeReading cold = node("dc1/b", "b3", "COLD", 500);
    assertEquals(
        "a1 a2",
        hosts(ReplicaChoice.mostComplete(Arrays.asList(all.get(0), all.get(1), all.get(2), cold))));
    NodeReading direct = node("dc1/a", "a3", "SERVING", 5, Origin.DIRECT);
    WarmupException e =
        assertThrows(
            WarmupException.class,
            () -> ReplicaChoice.mostComplete(Arrays.asList(all.get(0), direct, cold)));
    assertEquals(Reason.NO_HEALTHY_SOURCE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("rack dc1/a: "));
    assertTrue(e.getMessage(), e.getMessage().contains(" has no daemon that answers"));
    assertTrue(e.getMessage(), e.getMessage().contains("is COLD"));
  }
}
