// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.shares;

import io.dynowarmup.api.Peer;
import io.dynowarmup.dynomite.ClusterDescription;
import io.dynowarmup.topology.Topology;
import io.dynowarmup.topology.ring.RackRing;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the rings that a plan uses with those that a running Dynomite knows. A node that only
 * one of them knows moves the borders of ranges. Pure.
 */
final class RingCheck {
  private final Topology topology;
  private final Collection<RackRing> racks;

  /**
   * @param racks the racks that the plan uses
   */
  RingCheck(Topology topology, Collection<RackRing> racks) {
    this.topology = topology;
    this.racks = racks;
  }

  /**
   * Returns the first difference. A rack that this Dynomite does not know at all is not compared.
   *
   * @param where the source of the description, for the message
   * @return a sentence; empty if there is none
   */
  Optional<String> contradiction(String where, ClusterDescription described) {
    Optional<String> own =
        difference(topology.rack(), topology.datacenter(), topology.ringTokens(), where, described);
    if (own.isPresent()) {
      return own;
    }
    return racks.stream()
        .map(r -> difference(r.rack(), r.datacenter(), r.ring().tokens(), where, described))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .findFirst();
  }

  private Optional<String> difference(
      String rack, String datacenter, Set<Long> known, String where, ClusterDescription described) {
    Set<Long> there = new TreeSet<>(described.tokens(rack, datacenter));
    boolean same = oneTokenEach(rack, datacenter) ? there.equals(known) : known.containsAll(there);
    return there.isEmpty() || same
        ? Optional.empty()
        : Optional.of(
            String.format(
                "it is not known which node holds which keys: rack %s, %s has the tokens %s in %s,"
                    + " and %s in %s; correct the one that is wrong",
                rack, datacenter, text(known), topology.source(), text(there), where));
  }

  /** Returns whether each node of a rack has one token. A description shows one token per node. */
  private boolean oneTokenEach(String rack, String datacenter) {
    return topology.tokens().size() == 1
        && topology.peers().stream()
            .filter(p -> p.rack().equals(rack) && p.datacenter().equals(datacenter))
            .map(Peer::tokens)
            .allMatch(tokens -> tokens.size() == 1);
  }

  private static String text(Set<Long> tokens) {
    return new TreeSet<>(tokens).stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
