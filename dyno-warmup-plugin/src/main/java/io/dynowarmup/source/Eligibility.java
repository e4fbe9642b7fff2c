// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to say about each peer, seen beside its siblings. A new question is one line in one
 * of the two lists.
 */
final class Eligibility {
  /**
   * Whether it is one of the nodes that hold this node's data; the others count for nothing. Each
   * list is asked of those that the one before has left.
   */
  private static final List<List<Rule>> MEMBERSHIP =
      Collections.unmodifiableList(
          Arrays.asList(
              Arrays.asList(Identity::thisNode, Identity::listedTwice),
              Collections.singletonList(Belonging::range),
              Arrays.asList(Agreement::withThisNode, Agreement::withSiblings)));

  /** Of one that is. The first objection is the one that is told. */
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
              Warmth::finding,
              KeyCount::farFewerThanASibling,
              KeyCount::farFewerThanThisNode,
              Availability::snapshot,
              Fitness::harm,
              DynomiteRule::serving,
              Vouching::none,
              ClockRule::apart,
              KeyCount::fewerThanASibling));

  private final Survey survey;
  private final Map<PeerFacts, List<Finding>> membership = new IdentityHashMap<>();

  /**
   * @param siblings all that were probed
   */
  Eligibility(RankingRules rules, List<PeerFacts> siblings) {
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

  /** What is to be said of it, up to the first objection, which is then the last one. */
  List<Finding> findings(PeerFacts f) {
    List<Finding> found = new ArrayList<>(membership.get(f));
    if (found.stream().noneMatch(this::objects)) {
      ask(FITNESS, f, survey, found);
    }
    return found;
  }

  /** Why it is not one of the nodes that hold this node's data. */
  Optional<String> stranger(PeerFacts f) {
    return membership.get(f).stream().filter(this::objects).findFirst().map(Finding::text);
  }

  private boolean objects(Finding finding) {
    return finding.objects(survey.rules().forced());
  }

  /** Whether it is a member, also of a forced run. */
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
