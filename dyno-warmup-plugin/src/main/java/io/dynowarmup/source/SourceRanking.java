// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.probe.PeerFacts;
import io.dynowarmup.source.rule.Eligibility;
import io.dynowarmup.source.rule.RankingRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Ranks the probed peers: eligible peers first, the best one first.
 *
 * <ol>
 *   <li>A peer without doubts before a peer that is ranked last for one: its Dynomite does not
 *       serve, its last BGSAVE failed, or its clock is wrong.
 *   <li>Clearly more keys: more than 10 % more than the other.
 *   <li>A peer whose Dynomite is known to serve before a peer for which that is unknown.
 *   <li>Fewest replicas attached.
 *   <li>Longest uptime. Uptimes within 10 % of the longest of the remaining peers count as equal,
 *       because seconds do not distinguish nodes that were deployed together. After a source has
 *       failed in this run, the uptime is ignored, so that the nodes that lost it spread.
 *   <li>Equal peers in random order, so that many cold nodes do not all choose the same source.
 * </ol>
 *
 * <p>A peer is not eligible in these cases:
 *
 * <ul>
 *   <li>it cannot be reached, or refuses the credentials;
 *   <li>it is this node itself, a replica, or loading;
 *   <li>it failed earlier in this run, or serves too many replicas;
 *   <li>it is empty while another peer or this node is not;
 *   <li>it holds fewer than half the keys of another peer, or of this node unless the run is
 *       forced.
 * </ul>
 *
 * <p>If all peers and this node are empty, the cluster is empty and the peers are eligible.
 */
public final class SourceRanking {
  private final Random random;

  public SourceRanking(Random random) {
    this.random = random;
  }

  /** Returns all peers, eligible ones first, each once. */
  public List<Candidate> rank(List<PeerFacts> facts, RankingRules rules) {
    Eligibility eligibility = new Eligibility(rules, facts);
    List<Judged> eligible = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (PeerFacts f : facts) {
      Judged judged = new Judged(f, eligibility.warmth(f), eligibility.findings(f), rules.forced());
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

  private List<Judged> ordered(List<Judged> eligible, boolean anyUptime) {
    List<Judged> sorted = new ArrayList<>(eligible);
    Collections.shuffle(sorted, random);
    keyClasses(sorted);
    sorted.sort(BEFORE_UPTIME.thenComparing(SourceRanking::uptime, Comparator.reverseOrder()));
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
          .thenComparingLong(Judged::replicas);

  /**
   * Assigns the classes by number of keys. A class contains the peers that do not have clearly
   * fewer keys than the largest of the remaining peers.
   */
  private static void keyClasses(List<Judged> all) {
    List<Judged> byKeys = new ArrayList<>(all);
    byKeys.sort(Comparator.comparingLong((Judged j) -> j.facts().keys()).reversed());
    int number = 0;
    long head = byKeys.isEmpty() ? 0 : byKeys.get(0).facts().keys();
    for (Judged j : byKeys) {
      if (KeyShare.isClearlyLess(j.facts().keys(), head)) {
        head = j.facts().keys();
        number++;
      }
      j.keyClass(number);
    }
  }

  private static int endOfEquals(List<Judged> sorted, int from, boolean anyUptime) {
    Judged head = sorted.get(from);
    long longest = uptime(head);
    int to = from + 1;
    while (to < sorted.size()
        && BEFORE_UPTIME.compare(head, sorted.get(to)) == 0
        && (anyUptime || nearlyAsLong(uptime(sorted.get(to)), longest))) {
      to++;
    }
    return to;
  }

  /** Returns the uptime in seconds. An unknown one is shorter than any other. */
  private static long uptime(Judged j) {
    return j.uptimeSeconds().orElse(-1);
  }

  private static boolean nearlyAsLong(long uptime, long longest) {
    return uptime >= longest - longest / 10;
  }
}
