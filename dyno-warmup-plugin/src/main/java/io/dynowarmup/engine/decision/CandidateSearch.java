// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.Peer;
import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.Candidate;
import io.dynowarmup.source.SourceRanking;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.RankingRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

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
   * @param preferred the peer that wins if it is eligible; null if there is none
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
   * Returns the best peer of another data centre if it has clearly more keys than the best one that
   * was found, and that one has no record that it was warmed. In a new data centre the peers are as
   * new as this node: they hold only what was written since they were started.
   *
   * @param elsewhere peers of other data centres
   */
  Optional<Candidate> orFuller(List<Peer> elsewhere) throws InterruptedException {
    Optional<Candidate> best = eligible(ranked);
    if (!best.isPresent() || best.get().recordedWarm()) {
      return best;
    }
    List<PeerFacts> all = new ArrayList<>(facts);
    all.addAll(probe.of(elsewhere));
    List<Candidate> wider = ranking.rank(all, rules);
    Optional<Candidate> fuller =
        eligible(wider)
            .filter(c -> elsewhere.contains(c.peer()))
            .filter(c -> KeyShare.isClearlyLess(best.get().facts().keys(), c.facts().keys()));
    if (fuller.isPresent()) {
      ranked = wider;
      return fuller;
    }
    return best;
  }

  /** Returns the peers of the last ranking, best first. */
  List<Candidate> ranked() {
    return ranked;
  }

  private Optional<Candidate> eligible(List<Candidate> candidates) {
    return candidates.stream()
        .filter(Candidate::eligible)
        .min(Comparator.comparing(c -> !c.peer().equals(preferred)));
  }
}
