// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.Peer;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.RackRing;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the racks of other data centres that divide the keys differently than this node's. A node
 * of a new ring is warmed from them if no peer with its tokens is an authority.
 */
public final class NewRing {
  private NewRing() {}

  /**
   * Returns whether there is such a rack.
   *
   * @param remote whether nodes of other data centres may be sources
   */
  public static boolean isBesideAnother(Topology topology, boolean remote) {
    return !others(topology, remote).isEmpty() && topology.keyRange().computable();
  }

  private static List<RackRing> others(Topology topology, boolean remote) {
    return topology.otherRings().stream()
        .filter(r -> remote && !r.datacenter().equals(topology.datacenter()))
        .collect(Collectors.toList());
  }

  /**
   * Returns the peers with this node's tokens; none if the source is a data centre of another ring.
   *
   * @param source what an operator has named; empty if nothing
   * @param remote whether nodes of other data centres may be sources
   */
  public static List<Peer> peers(String source, Topology topology, boolean remote) {
    return others(topology, remote).stream().anyMatch(r -> r.datacenter().equals(source))
        ? Collections.emptyList()
        : topology.sameTokenPeers(remote);
  }

  /**
   * Returns why the nodes of another ring are the sources.
   *
   * @param best the best of the peers with this node's tokens; empty if none can be the source
   * @param remote whether nodes of other data centres may be sources
   * @return a clause; empty if this peer is the source
   */
  public static Optional<String> insteadOf(
      Optional<Candidate> best, Topology topology, boolean remote) {
    if (!isBesideAnother(topology, remote) || best.filter(Candidate::isAuthority).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        best.map(peer -> peer.peer() + " " + peer.whyNoAuthority())
            .orElse("no peer with this node's token can be the source"));
  }
}
