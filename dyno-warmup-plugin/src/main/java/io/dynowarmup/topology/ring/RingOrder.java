// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Orders the racks that hold a node's range, best first. A rack counts as its farthest owner. Racks
 * in which a part has no known owner come last. Among equally near racks the shortest of the
 * longest round trips wins, and after that the name, so that the order never depends on chance.
 */
public final class RingOrder {
  /** How far a node of another rack is, nearest first. */
  public enum Proximity {
    /** It runs on this node's host. */
    SAME_HOST,
    /** Its rack has the name of this node's rack, in another logical data centre. */
    SAME_RACK,
    SAME_DATACENTER,
    ELSEWHERE
  }

  private final Set<String> hosts;
  private final String rack;
  private final String datacenter;
  private final Function<Peer, OptionalLong> roundTrip;

  /**
   * Creates an order for one node.
   *
   * @param hosts the names and addresses of its host
   * @param roundTrip returns the measured round trip, in any unit; empty if unknown
   */
  public RingOrder(
      Collection<String> hosts,
      String rack,
      String datacenter,
      Function<Peer, OptionalLong> roundTrip) {
    this.hosts = new HashSet<>(hosts);
    this.rack = rack;
    this.datacenter = datacenter;
    this.roundTrip = roundTrip;
  }

  /** Returns the racks in this order. */
  public List<RackRing> sorted(Collection<RackRing> rings, List<TokenRange> ranges) {
    List<RackRing> sorted = new ArrayList<>(rings);
    sorted.sort(
        Comparator.comparing((RackRing r) -> !complete(r, ranges))
            .thenComparing(r -> farthest(r, ranges))
            .thenComparingLong(r -> longestRoundTrip(r, ranges))
            .thenComparing(RackRing::datacenter)
            .thenComparing(RackRing::rack));
    return sorted;
  }

  public Proximity of(Peer peer) {
    if (hosts.contains(peer.dynomite().host()) || hosts.contains(peer.redis().host())) {
      return Proximity.SAME_HOST;
    }
    boolean sameRack = peer.rack().equals(rack);
    boolean sameDatacenter = peer.datacenter().equals(datacenter);
    return sameRack && !sameDatacenter
        ? Proximity.SAME_RACK
        : sameDatacenter ? Proximity.SAME_DATACENTER : Proximity.ELSEWHERE;
  }

  private static boolean complete(RackRing ring, List<TokenRange> ranges) {
    return ring.shares(ranges).stream().allMatch(s -> s.owner().isPresent());
  }

  private Proximity farthest(RackRing ring, List<TokenRange> ranges) {
    return owners(ring, ranges).stream()
        .map(this::of)
        .max(Comparator.naturalOrder())
        .orElse(Proximity.ELSEWHERE);
  }

  private long longestRoundTrip(RackRing ring, List<TokenRange> ranges) {
    return owners(ring, ranges).stream()
        .mapToLong(p -> roundTrip.apply(p).orElse(Long.MAX_VALUE))
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private static List<Peer> owners(RackRing ring, List<TokenRange> ranges) {
    List<Peer> owners = new ArrayList<>();
    for (RangeShare share : ring.shares(ranges)) {
      Optional<Peer> owner = share.owner();
      owner.ifPresent(owners::add);
    }
    return owners;
  }
}
