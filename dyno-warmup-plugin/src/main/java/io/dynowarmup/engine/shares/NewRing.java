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
 * Finds the racks that divide the keys differently than this node's. A node of a new ring is warmed
 * from them if no peer with its tokens is an authority.
 */
public final class NewRing {
  private NewRing() {}

  /**
   * Returns whether there is such a rack. One of this data centre does not count beside a peer that
   * has this node's tokens in a rack with the tokens of this node's rack.
   *
   * @param remote whether nodes of other data centres may be sources
   */
  public static boolean isBesideAnother(Topology topology, boolean remote) {
    return !others(topology, remote).isEmpty() && topology.keyRange().computable();
  }

  private static List<RackRing> others(Topology topology, boolean remote) {
    boolean alone = !hasPeerOfEqualRing(topology);
    return topology.otherRings().stream()
        .filter(r -> isNear(r, topology) ? alone && areKnown(r, topology) : remote)
        .collect(Collectors.toList());
  }

  /**
   * Returns whether a peer of this data centre has this node's tokens, and its rack those of this
   * node's rack. Then a third rack with other tokens has more likely lost a node.
   */
  private static boolean hasPeerOfEqualRing(Topology topology) {
    List<RackRing> equal =
        topology.otherRacks().stream()
            .filter(r -> r.ring().tokens().equals(topology.ringTokens()))
            .collect(Collectors.toList());
    return topology.sameTokenPeers(false).stream()
        .anyMatch(p -> equal.stream().anyMatch(r -> r.isRack(p.rack(), p.datacenter())));
  }

  private static boolean isNear(RackRing rack, Topology topology) {
    return rack.datacenter().equals(topology.datacenter());
  }

  /** Returns whether neighbours of this node and of a node of the rack are known. */
  private static boolean areKnown(RackRing rack, Topology topology) {
    int own = topology.tokens().size();
    return topology.ringTokens().size() > own && rack.ring().size() > own;
  }

  /**
   * Returns why a peer with this node's tokens may be as new as this node: it is empty, or was
   * started a short while ago and loaded no data from its disk, it has no record that it was
   * warmed, and another rack of this data centre divides the keys differently. Racks of a new ring
   * that are started at once look so.
   *
   * @param best the best of the peers with this node's tokens; empty if none can be the source
   * @param youngSeconds a Redis with a longer uptime in seconds counts as in service
   * @return a clause; empty if this peer is the source
   */
  public static Optional<String> besidePeerAsNew(
      Optional<Candidate> best, Topology topology, long youngSeconds) {
    return best.filter(b -> b.mayBeNew(youngSeconds))
        .filter(b -> topology.keyRange().computable())
        .filter(
            b ->
                topology.otherRings().stream()
                    .anyMatch(r -> isNear(r, topology) && areKnown(r, topology)))
        .map(
            b ->
                b.peer()
                    + " may be as new as this node: it has no record that it was warmed, and"
                    + " another rack of this data centre divides the keys differently");
  }

  /**
   * Returns the peers with this node's tokens; none if the source is a data centre of another ring.
   *
   * @param source what the request names or prefers; empty if nothing
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
