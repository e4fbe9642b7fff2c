// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology;

import io.dynowarmup.api.Peer;
import io.dynowarmup.topology.ring.RackRing;
import io.dynowarmup.topology.ring.RangeShare;
import io.dynowarmup.topology.ring.RingOrder;
import io.dynowarmup.topology.ring.TokenRange;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Says which nodes of the nearest other rack hold the keys of this node's range. Pure. */
final class RangeHolders {
  private static final int MOST_NAMED = 8;
  private static final int PERCENT = 100;

  private RangeHolders() {}

  /**
   * Returns a clause for a message; empty if there is no other rack.
   *
   * @param ranges this node's ranges
   * @param racks all other racks
   */
  static String text(TopologyParts parts, List<TokenRange> ranges, Collection<RackRing> racks) {
    RingOrder order =
        new RingOrder(
            Collections.singleton(parts.dynListen().host()),
            parts.rack(),
            parts.datacenter(),
            peer -> OptionalLong.empty());
    return order.sorted(racks, ranges).stream()
        .findFirst()
        .map(
            rack ->
                "; in rack "
                    + rack.rack()
                    + ", "
                    + rack.datacenter()
                    + ", the keys of this node's range are on: "
                    + nodes(rack.shares(ranges)))
        .orElse("");
  }

  private static String nodes(List<RangeShare> shares) {
    long all = shares.stream().mapToLong(RangeShare::size).sum();
    String named =
        shares.stream()
            .limit(MOST_NAMED)
            .map(s -> s.owner().map(Peer::toString).orElse("no node") + " " + percent(s, all))
            .collect(Collectors.joining(", "));
    int more = shares.size() - MOST_NAMED;
    return named + (more > 0 ? " and " + more + " more" : "");
  }

  private static String percent(RangeShare share, long all) {
    return Math.round((double) PERCENT * share.size() / all) + " %";
  }
}
