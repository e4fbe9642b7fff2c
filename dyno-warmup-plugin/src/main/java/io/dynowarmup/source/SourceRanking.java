package io.dynowarmup.source;

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
 *   <li>One that can make a snapshot comes before one that may not be able to (last BGSAVE failed,
 *       or more than 80 % of its machine's memory in use).
 *   <li>Fewest replicas attached.
 *   <li>Longest uptime. Uptimes within 10 % of the longest of those that are left count as equal:
 *       nodes that were deployed together are not told apart by seconds. After a source has failed
 *       in this run the uptime does not matter any more: those that lost it spread.
 *   <li>Equal ones at random, so that many cold nodes do not all take the same source.
 * </ol>
 *
 * <p>A peer that cannot be reached, refuses the credentials, is a replica, is loading, failed
 * earlier in this run, serves too many replicas, is empty while any other or this node is not, or
 * holds fewer than half the keys of any other (or of this node, unless forced) is not eligible.
 * When all are empty and so is this node, the cluster is an empty one and they are eligible.
 */
public final class SourceRanking {
  private final Random random;

  public SourceRanking(Random random) {
    this.random = random;
  }

  /** All of them, eligible ones first, each once. */
  public List<Candidate> rank(List<PeerFacts> facts, RankingRules rules) {
    Eligibility eligibility = new Eligibility(rules, facts);
    List<PeerFacts> eligible = new ArrayList<>();
    List<Candidate> others = new ArrayList<>();
    for (PeerFacts f : facts) {
      Optional<String> objection = eligibility.objection(f);
      if (objection.isPresent()) {
        others.add(new Candidate(f, false, 0, objection.get()));
      } else {
        eligible.add(f);
      }
    }
    List<Candidate> ranked = new ArrayList<>();
    for (PeerFacts f : ordered(eligible, rules.anyUptime())) {
      ranked.add(new Candidate(f, true, ranked.size() + 1, Description.of(f)));
    }
    ranked.addAll(others);
    return Collections.unmodifiableList(ranked);
  }

  private List<PeerFacts> ordered(List<PeerFacts> eligible, boolean anyUptime) {
    List<PeerFacts> sorted = new ArrayList<>(eligible);
    Collections.shuffle(sorted, random);
    sorted.sort(beforeUptime().thenComparing(PeerFacts::uptimeSeconds, Comparator.reverseOrder()));
    for (int from = 0; from < sorted.size(); ) {
      int to = endOfEquals(sorted, from, anyUptime);
      Collections.shuffle(sorted.subList(from, to), random);
      from = to;
    }
    return sorted;
  }

  private static Comparator<PeerFacts> beforeUptime() {
    return Comparator.comparing((PeerFacts f) -> SnapshotDoubt.of(f).isPresent())
        .thenComparing(PeerFacts::connectedReplicas);
  }

  private static int endOfEquals(List<PeerFacts> sorted, int from, boolean anyUptime) {
    PeerFacts head = sorted.get(from);
    int to = from + 1;
    while (to < sorted.size()
        && beforeUptime().compare(head, sorted.get(to)) == 0
        && (anyUptime || nearlyAsLong(sorted.get(to).uptimeSeconds(), head.uptimeSeconds()))) {
      to++;
    }
    return to;
  }

  private static boolean nearlyAsLong(long uptime, long longest) {
    return uptime >= longest - longest / 10;
  }
}
