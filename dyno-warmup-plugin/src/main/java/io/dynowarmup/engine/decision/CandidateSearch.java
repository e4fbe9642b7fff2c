// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.NewPeers;
import io.dynowarmup.source.rule.RankingRules;
import io.dynowarmup.source.rule.Warmth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Probes peers and ranks them. */
final class CandidateSearch {
  private final Probe probe;
  private final SourceRanking ranking;
  private final RankingRules rules;
  private final Peer preferred;
  private List<PeerFacts> facts = Collections.emptyList();
  private List<Candidate> ranked = Collections.emptyList();

  /**
   * Creates a search.
   *
   * @param preferred the peer that wins if it can be the source; null if there is none
   */
  CandidateSearch(Probe probe, Random random, RankingRules rules, Peer preferred) {
    this.probe = probe;
    this.ranking = new SourceRanking(random);
    this.rules = rules;
    this.preferred = preferred;
  }

  /** Probes peers, all at the same time. */
  interface Probe {
    List<PeerFacts> of(List<Peer> peers) throws InterruptedException;
  }

  /** Returns the best of these peers; empty if none can be the source. */
  Optional<Candidate> best(List<Peer> peers) throws InterruptedException {
    facts = probe.of(peers);
    ranked = ranking.rank(facts, rules);
    return eligible(ranked);
  }

  /**
   * Returns the best of these peers and of those of other data centres, where the preferred one is.
   */
  Optional<Candidate> bestOf(List<Peer> near, List<Peer> elsewhere) throws InterruptedException {
    Set<Peer> all = new LinkedHashSet<>(near);
    all.addAll(elsewhere);
    facts = probe.of(new ArrayList<>(all));
    ranked = ranking.rank(facts, rules.withElsewhere(elsewhere));
    return eligible(ranked);
  }

  /**
   * Returns the best peer, also of other data centres if the best near one is no authority: it is
   * as new as this node, or a peer elsewhere is an authority.
   *
   * @param elsewhere peers of other data centres
   */
  Optional<Candidate> orElsewhere(List<Peer> elsewhere) throws InterruptedException {
    Optional<Candidate> near = eligible(ranked);
    if (!near.isPresent() || isWarm(near.get())) {
      return near;
    }
    List<PeerFacts> all = new ArrayList<>(facts);
    all.addAll(probe.of(elsewhere));
    List<Candidate> wider = ranking.rank(all, rules.withElsewhere(elsewhere));
    Warmth warmth = warmth(near.get().peer(), wider);
    Optional<Candidate> best = nearAuthority(wider, elsewhere);
    if (!best.isPresent()) {
      best = eligible(wider);
    }
    boolean better = warmth != Warmth.AUTHORITY && best.filter(Candidate::isAuthority).isPresent();
    if (warmth == Warmth.NEW || better) {
      ranked = wider;
      return best;
    }
    if (near.get().isAuthority() && warmth != Warmth.AUTHORITY) {
      // A silent peer elsewhere may hold what this one has lost.
      ranked = wider;
      return best;
    }
    return near;
  }

  private static boolean isWarm(Candidate c) {
    return c.isAuthority() && NewPeers.isRecordedWarm(c.facts().info());
  }

  private static Warmth warmth(Peer peer, List<Candidate> all) {
    return all.stream().filter(c -> c.peer().equals(peer)).findFirst().get().warmth();
  }

  private static Optional<Candidate> nearAuthority(List<Candidate> all, List<Peer> elsewhere) {
    return all.stream()
        .filter(c -> c.eligible() && c.isAuthority() && !elsewhere.contains(c.peer()))
        .findFirst();
  }

  /** Returns the peers of the last ranking, best first. */
  List<Candidate> ranked() {
    return ranked;
  }

  /** Returns the best one. The preferred peer wins unless only the best one is an authority. */
  private Optional<Candidate> eligible(List<Candidate> candidates) {
    Optional<Candidate> best = candidates.stream().filter(Candidate::eligible).findFirst();
    return candidates.stream()
        .filter(Candidate::eligible)
        .filter(c -> c.peer().equals(preferred))
        .filter(c -> c.isAuthority() || !best.get().isAuthority())
        .map(Optional::of)
        .findFirst()
        .orElse(best);
  }
}
