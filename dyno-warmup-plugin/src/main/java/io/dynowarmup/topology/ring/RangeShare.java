// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.topology.ring;

import io.dynowarmup.api.Peer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The parts of a node's range that one node of another rack holds. Immutable. */
public final class RangeShare {
  private final Peer owner;
  private final List<TokenRange> ranges;

  RangeShare(Optional<Peer> owner, List<TokenRange> ranges) {
    this.owner = owner.orElse(null);
    this.ranges = Collections.unmodifiableList(TokenRange.joined(ranges));
  }

  /**
   * Returns the node; empty if no node of the rack is known to hold these parts, because their
   * token is vacant or several nodes have it.
   */
  public Optional<Peer> owner() {
    return Optional.ofNullable(owner);
  }

  /** Returns at least one part, in the order of the ring. */
  public List<TokenRange> ranges() {
    return ranges;
  }

  /** Returns the number of hashes. */
  public long size() {
    return ranges.stream().mapToLong(TokenRange::size).sum();
  }

  public boolean holds(long hash) {
    return ranges.stream().anyMatch(r -> r.holds(hash));
  }

  @Override
  public String toString() {
    return ranges + " of " + (owner == null ? "no node" : owner.toString());
  }
}
