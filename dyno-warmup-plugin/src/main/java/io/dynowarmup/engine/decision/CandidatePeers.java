// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.shares.NewRing;
import io.dynowarmup.source.FixedSource;
import io.dynowarmup.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The peers with this node's tokens that a request lets a run choose from. Immutable. */
final class CandidatePeers {
  private final List<Peer> first;
  private final List<Peer> elsewhere;
  private final Optional<Peer> preferred;
  private final boolean named;

  private CandidatePeers(
      List<Peer> first, List<Peer> elsewhere, Optional<Peer> preferred, boolean named) {
    this.first = first;
    this.elsewhere = elsewhere;
    this.preferred = preferred;
    this.named = named;
  }

  /**
   * Finds the peers.
   *
   * @throws WarmupException BAD_ARGUMENT if the request names or prefers a peer that does not
   *     exist, or the setting {@code source} names one
   */
  static CandidatePeers of(WarmupRequest request, WarmupConfig config, Topology topology) {
    boolean remote = config.remoteDatacenters();
    String named = request.source().orElseGet(config::source);
    String wanted = named.isEmpty() ? request.preferredSource().orElse("") : named;
    List<Peer> first = NewRing.peers(wanted, topology, remote);
    List<Peer> elsewhere = remote ? topology.sameTokenPeersElsewhere() : Collections.emptyList();
    if (wanted.isEmpty() || first.isEmpty()) {
      return new CandidatePeers(first, elsewhere, Optional.empty(), false);
    }
    Set<Peer> known = new LinkedHashSet<>(first);
    known.addAll(elsewhere);
    Peer found = FixedSource.find(wanted, new ArrayList<>(known));
    return named.isEmpty()
        ? new CandidatePeers(first, elsewhere, Optional.of(found), false)
        : new CandidatePeers(
            Collections.singletonList(found), Collections.emptyList(), Optional.empty(), true);
  }

  /** Returns the peers that are asked first: those of the own data centre if it has any. */
  List<Peer> first() {
    return first;
  }

  /** Returns the peers of other data centres; none if the settings do not allow them. */
  List<Peer> elsewhere() {
    return elsewhere;
  }

  /** Returns the peer that the request prefers. */
  Optional<Peer> preferred() {
    return preferred;
  }

  /** Returns whether an operator named the only peer. */
  boolean isNamed() {
    return named;
  }
}
