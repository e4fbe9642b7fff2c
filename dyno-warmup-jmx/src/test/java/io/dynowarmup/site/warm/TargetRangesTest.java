// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.Peer;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.cluster.ClusterMember;
import io.dynowarmup.cluster.NodeReading;
import io.dynowarmup.cluster.NodeReading.Origin;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class TargetRangesTest {
  /** A node as /cluster_describe lists it, with one token, and as its daemon reports it. */
  private static NodeReading node(String host, long token, String tokensOfTheDaemon) {
    Peer peer =
        Peer.of(
            new Endpoint(host, 22122),
            new Endpoint(host, 8101),
            "rack",
            "dc",
            Collections.singletonList(token));
    return new NodeReading(
        new ClusterMember(peer, false, Optional.empty(), Optional.empty()),
        tokensOfTheDaemon.isEmpty() ? Origin.DIRECT : Origin.DAEMON,
        BeanSnapshot.of(Collections.singletonMap("NodeTokens", tokensOfTheDaemon)),
        Optional.empty(),
        0);
  }

  @Test
  public void allTokensThatADaemonReportsCount() {
    NodeReading a = node("a", 100, "100,300");
    List<NodeReading> all = Arrays.asList(a, node("b", 200, "200,400"));

    assertEquals(
        HashRanges.NONE.plus(400, 100).plus(200, 300),
        TargetRanges.of(Collections.singletonList(a), all).get(a));
  }

  @Test
  public void withoutADaemonTheListedTokenCounts() {
    NodeReading a = node("a", 100, "");
    List<NodeReading> all = Arrays.asList(a, node("b", 200, ""));

    assertEquals(
        HashRanges.NONE.plus(200, 100), TargetRanges.of(Collections.singletonList(a), all).get(a));
  }
}
