// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.Test;

/** Which nodes are warmed, and which replica is dumped. */
public class ReplicaChoiceTest {
  private static final HashRanges LOWER = HashRanges.NONE.plus(0, 1_000_000_000L);
  private static final HashRanges UPPER = HashRanges.ALL.minus(LOWER);

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

  /** Nodes 1 hold the lower half of the hashes, the others the upper one. */
  private static List<NodeReading> chosen(List<NodeReading> from, HashRanges... needed) {
    Map<NodeReading, HashRanges> held = new LinkedHashMap<>();
    from.forEach(node -> held.put(node, hosts(Arrays.asList(node)).endsWith("1") ? LOWER : UPPER));
    return ReplicaChoice.mostComplete(held, Arrays.asList(needed));
  }

  @Test
  public void aRackThatLacksTheRangeOfANodeToWarmIsNot() {
    NodeReading full = node("dc1/b", "b2", "SERVING", 5_000);
    assertEquals("a1 a2", hosts(chosen(Arrays.asList(all.get(0), all.get(1), full), LOWER)));
    assertEquals("b2", hosts(chosen(Arrays.asList(all.get(0), all.get(1), full), UPPER)));
  }

  @Test
  public void ifEachRackLacksSomeNodesOfSeveralRacksAreDumped() {
    List<NodeReading> rest = Arrays.asList(all.get(1), all.get(2));
    assertEquals("a2 b1", hosts(chosen(rest, LOWER, UPPER)));
    assertEquals(
        "racks dc1/a, dc1/b, 2 nodes, 31 keys", ReplicaChoice.text(chosen(rest, LOWER, UPPER)));
    NodeReading cold = node("dc1/b", "b1", "COLD", 500);
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> chosen(Arrays.asList(all.get(1), cold), LOWER, UPPER));
    assertTrue(
        e.getMessage(),
        e.getMessage()
            .contains(
                "rack dc1/a: what it has beside the nodes to warm does not hold their whole"
                    + " range; rack dc1/b: "));
  }

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
    assertEquals("b1 b2", hosts(chosen(all.subList(0, 4), LOWER, UPPER)));
  }

  @Test
  public void aRackWithANodeThatDoesNotServeOrHasNoDaemonIsNot() {
    NodeReading cold = node("dc1/b", "b3", "COLD", 500);
    assertEquals(
        "a1 a2", hosts(chosen(Arrays.asList(all.get(0), all.get(1), all.get(2), cold), UPPER)));
    NodeReading direct = node("dc1/a", "a3", "SERVING", 5, Origin.DIRECT);
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> chosen(Arrays.asList(all.get(0), direct, cold), UPPER));
    assertEquals(Reason.NO_HEALTHY_SOURCE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("rack dc1/a: "));
    assertTrue(e.getMessage(), e.getMessage().contains(" has no daemon that answers"));
    assertTrue(e.getMessage(), e.getMessage().contains("is COLD"));
  }
}
