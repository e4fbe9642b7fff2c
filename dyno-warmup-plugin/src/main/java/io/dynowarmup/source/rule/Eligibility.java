// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies all rules to each peer, in comparison with its siblings. To add a rule, add one line to
 * one of the two lists.
 */
public final class Eligibility {
  /**
   * Rules that decide whether a peer holds this node's data; peers that do not are ignored. Each
   * list is applied to the peers that the list before has left.
   */
  private static final List<List<Rule>> MEMBERSHIP =
      Collections.unmodifiableList(
          Arrays.asList(
              Arrays.asList(Identity::thisNode, Identity::listedTwice),
              Arrays.asList(Availability::emptied, Belonging::range),
              Arrays.asList(Agreement::withThisNode, Agreement::withSiblings)));

  /** Rules for the peers that hold this node's data. Only the first objection is reported. */
  private static final List<Rule> FITNESS =
      Collections.unmodifiableList(
          Arrays.asList(
              Availability::failedEarlier,
              Availability::answer,
              Availability::role,
              Availability::loading,
              Availability::replicas,
              Availability::memory,
              Fitness::clusterMode,
              Fitness::version,
              Fitness::replication,
              KeyCount::empty,
              Warmth::changing,
              Warmth::finding,
              KeyCount::farFewerThanASibling,
              KeyCount::farFewerThanThisNode,
              Availability::snapshot,
              Availability::writes,
              Availability::full,
              Fitness::harm,
              DynomiteRule::serving,
              Vouching::none,
              ClockRule::apart,
              KeyCount::fewerThanASibling));

  private final Survey survey;
  private final Map<PeerFacts, List<Finding>> membership = new IdentityHashMap<>();

  /**
   * Decides which peers hold this node's data.
   *
   * @param siblings all peers that were probed
   */
  public Eligibility(RankingRules rules, List<PeerFacts> siblings) {
    Survey seen = Survey.of(rules, siblings);
    siblings.forEach(f -> membership.put(f, new ArrayList<>()));
    for (List<Rule> round : MEMBERSHIP) {
      List<PeerFacts> members = new ArrayList<>();
      for (PeerFacts f : seen.members()) {
        if (f.answered() && ask(round, f, seen, membership.get(f))) {
          members.add(f);
        }
      }
      seen = seen.withMembers(members);
    }
    this.survey = seen;
  }

  /** Returns the findings about a peer. The last one is the first objection, if there is one. */
  public List<Finding> findings(PeerFacts f) {
    List<Finding> found = new ArrayList<>(membership.get(f));
    if (found.stream().noneMatch(this::objects)) {
      ask(FITNESS, f, survey, found);
    }
    return found;
  }

  /** Returns the state of a peer's copy. */
  public Warmth warmth(PeerFacts f) {
    return Warmth.at(f, survey);
  }

  /**
   * Returns why a peer does not hold this node's data; empty if it does. The peer is this node
   * itself, holds another token's keys, or has no keys in common with this node.
   */
  public static Optional<String> stranger(PeerFacts peer, RankingRules rules) {
    Eligibility alone = new Eligibility(rules, Collections.singletonList(peer));
    return alone.membership.get(peer).stream()
        .filter(alone::objects)
        .findFirst()
        .map(Finding::text);
  }

  /** Returns why the expiry times of a peer must not be copied; empty if they may be. */
  public static Optional<String> clockObjection(PeerFacts peer, RankingRules rules) {
    return ClockRule.apart(peer, Survey.of(rules, Collections.singletonList(peer)))
        .filter(finding -> finding.objects(rules.forced()))
        .map(Finding::text);
  }

  private boolean objects(Finding finding) {
    return finding.objects(survey.rules().forced());
  }

  /**
   * Applies rules until one objects. Returns whether the peer counts as a member; force does not
   * matter for that.
   */
  private boolean ask(List<Rule> rules, PeerFacts f, Survey of, List<Finding> found) {
    boolean clean = true;
    for (Rule rule : rules) {
      Optional<Finding> finding = rule.about(f, of);
      if (finding.isPresent()) {
        found.add(finding.get());
        clean &= !finding.get().objects(false);
        if (finding.get().objects(of.rules().forced())) {
          return false;
        }
      }
    }
    return clean;
  }
}
