// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rack with the node that owns each of its tokens. Every rack divides all keys among its nodes,
 * each by tokens of its own. Immutable.
 */
public final class RackRing {
  private final String rack;
  private final String datacenter;
  private final TokenRing ring;
  private final Map<Long, Optional<Peer>> owners;

  private RackRing(String rack, String datacenter, Map<Long, Optional<Peer>> owners) {
    this.rack = rack;
    this.datacenter = datacenter;
    this.ring = new TokenRing(owners.keySet());
    this.owners = owners;
  }

  /**
   * Returns the racks of these nodes, ordered by data centre and rack.
   *
   * @param vacant nodes that have tokens but cannot be reached; their tokens still divide the keys
   */
  public static List<RackRing> of(Collection<Peer> peers, Collection<ClusterNode> vacant) {
    Map<List<String>, Map<Long, Optional<Peer>>> racks = new HashMap<>();
    for (Peer p : peers) {
      Map<Long, Optional<Peer>> owners = owners(racks, p.rack(), p.datacenter());
      // A token of several nodes has no known owner.
      p.tokens().forEach(t -> owners.put(t, Optional.of(p).filter(o -> !owners.containsKey(t))));
    }
    for (ClusterNode n : vacant) {
      Map<Long, Optional<Peer>> owners = owners(racks, n.rack(), n.datacenter());
      n.tokens().forEach(t -> owners.putIfAbsent(t, Optional.empty()));
    }
    List<RackRing> rings = new ArrayList<>();
    racks.forEach((of, owners) -> rings.add(new RackRing(of.get(1), of.get(0), owners)));
    rings.sort((a, b) -> a.name().compareTo(b.name()));
    return Collections.unmodifiableList(rings);
  }

  private static Map<Long, Optional<Peer>> owners(
      Map<List<String>, Map<Long, Optional<Peer>>> racks, String rack, String datacenter) {
    return racks.computeIfAbsent(Arrays.asList(datacenter, rack), r -> new HashMap<>());
  }

  public String rack() {
    return rack;
  }

  public String datacenter() {
    return datacenter;
  }

  public boolean isRack(String otherRack, String otherDatacenter) {
    return rack.equals(otherRack) && datacenter.equals(otherDatacenter);
  }

  /** Returns the tokens of the rack. */
  public TokenRing ring() {
    return ring;
  }

  private String name() {
    return datacenter + " " + rack;
  }

  /** Returns the node that a hash belongs to; empty if it is not known. */
  public Optional<Peer> ownerOf(long hash) {
    return owners.get(ring.ownerOf(hash));
  }

  /**
   * Returns which nodes of this rack own which parts of the ranges. The parts are disjoint, and
   * together they are exactly the ranges.
   *
   * @param ranges disjoint ranges
   */
  public List<RangeShare> shares(List<TokenRange> ranges) {
    Map<Optional<Peer>, List<TokenRange>> parts = new LinkedHashMap<>();
    for (TokenRange range : ranges) {
      long at = range.after();
      for (long left = range.size(); left > 0; ) {
        long token = ring.next(at);
        long step = Math.min(left, TokenRange.distance(at, token));
        long end = (at + step) & (TokenRange.RING - 1);
        parts
            .computeIfAbsent(owners.get(token), o -> new ArrayList<>())
            .add(new TokenRange(at, end));
        at = end;
        left -= step;
      }
    }
    List<RangeShare> shares = new ArrayList<>();
    parts.forEach((owner, all) -> shares.add(new RangeShare(owner, all)));
    return Collections.unmodifiableList(shares);
  }

  @Override
  public String toString() {
    return "rack " + rack + ", " + datacenter + ", " + ring.size() + " tokens";
  }
}
