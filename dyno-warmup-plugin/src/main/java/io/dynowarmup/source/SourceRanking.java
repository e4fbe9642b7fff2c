// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Puts the probed peers in order: those that can be the source first, best first.
 *
 * <ol>
 *   <li>One without a doubt comes before one that is ranked last for it (its Dynomite does not
 *       serve, its last BGSAVE failed, its clock is wrong).
 *   <li>Clearly more keys: more than 10 % more than the other.
 *   <li>One whose Dynomite is known to serve comes before one of which it is not known.
 *   <li>Fewest replicas attached.
 *   <li>Longest uptime. Uptimes within 10 % of the longest of those that are left count as equal:
 *       nodes that were deployed together are not told apart by seconds. After a source has failed
 *       in this run the uptime does not matter any more: those that lost it spread.
 *   <li>Equal ones at random, so that many cold nodes do not all take the same source.
 * </ol>
 *
 * <p>A peer that cannot be reached, refuses the credentials, is this node itself, is a replica, is
 * loading, failed earlier in this run, serves too many replicas, is empty while any other or this
 * node is not, or holds fewer than half the keys of any other (or of this node, unless forced) is
 * not eligible. When all are empty and so is this node, the cluster is an empty one and they are
 * eligible.
 */
public final class SourceRanking {
  private final Random random;

  public SourceRanking(Random random) {
    this.random = random;
  }

  /** All of them, eligible ones first, each once. */
  public List<Candidate> rank(List<PeerFacts> facts, RankingRules rules) {
    Eligibility eligibility = new Eligibility(rules, facts);
    List<Judged> eligible = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (PeerFacts f : facts) {
      Judged judged = new Judged(f, eligibility.findings(f), rules.forced());
      if (judged.eligible()) {
        eligible.add(judged);
      } else {
        others.add(judged.candidate(0));
      }
    }
    List<Candidate> ranked = new ArrayList<>();
    for (Judged judged : ordered(eligible, rules.anyUptime())) {
      ranked.add(judged.candidate(ranked.size() + 1));
    }
    ranked.addAll(others);
    return Collections.unmodifiableList(ranked);
  }

  /**
   * Why a peer does not hold this node's data, whatever else it is like: it is this node itself,
   * holds another token's keys, or has nothing in common with this node. Empty where it does.
   */
  public static Optional<String> stranger(PeerFacts peer, RankingRules rules) {
    return new Eligibility(rules, Collections.singletonList(peer)).stranger(peer);
  }

  /** Why the expiry times of a peer must not be taken over; empty where they may. */
  public static Optional<String> clockObjection(PeerFacts peer, RankingRules rules) {
    Survey survey = Survey.of(rules, Collections.singletonList(peer));
    return ClockRule.apart(peer, survey)
        .filter(finding -> finding.objects(rules.forced()))
        .map(Finding::text);
  }

  private List<Judged> ordered(List<Judged> eligible, boolean anyUptime) {
    List<Judged> sorted = new ArrayList<>(eligible);
    Collections.shuffle(sorted, random);
    keyClasses(sorted);
    sorted.sort(
        BEFORE_UPTIME.thenComparing(j -> j.facts().uptimeSeconds(), Comparator.reverseOrder()));
    for (int from = 0; from < sorted.size(); ) {
      int to = endOfEquals(sorted, from, anyUptime);
      Collections.shuffle(sorted.subList(from, to), random);
      from = to;
    }
    return sorted;
  }

  private static final Comparator<Judged> BEFORE_UPTIME =
      Comparator.comparingInt(Judged::lasts)
          .thenComparingInt(Judged::keyClass)
          .thenComparingInt(Judged::laters)
          .thenComparingLong(j -> j.facts().connectedReplicas());

  /** Those that are not clearly fewer than the most of those that are left are one class. */
  private static void keyClasses(List<Judged> all) {
    List<Judged> byKeys = new ArrayList<>(all);
    byKeys.sort(Comparator.comparingLong((Judged j) -> j.facts().keys()).reversed());
    int number = 0;
    long head = byKeys.isEmpty() ? 0 : byKeys.get(0).facts().keys();
    for (Judged j : byKeys) {
      if (KeyCount.clearlyFewer(j.facts().keys(), head)) {
        head = j.facts().keys();
        number++;
      }
      j.keyClass(number);
    }
  }

  private static int endOfEquals(List<Judged> sorted, int from, boolean anyUptime) {
    Judged head = sorted.get(from);
    long longest = head.facts().uptimeSeconds();
    int to = from + 1;
    while (to < sorted.size()
        && BEFORE_UPTIME.compare(head, sorted.get(to)) == 0
        && (anyUptime || nearlyAsLong(sorted.get(to).facts().uptimeSeconds(), longest))) {
      to++;
    }
    return to;
  }

  private static boolean nearlyAsLong(long uptime, long longest) {
    return uptime >= longest - longest / 10;
  }
}
