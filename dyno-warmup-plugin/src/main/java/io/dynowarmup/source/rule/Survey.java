// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The results of one round of probes, with the rules of the ranking. Immutable. */
final class Survey {
  private final RankingRules rules;
  private final List<PeerFacts> all;
  private final List<PeerFacts> members;
  private final long mostKeys;
  private final Map<String, PeerFacts> firstOfRunId = new HashMap<>();

  private Survey(RankingRules rules, List<PeerFacts> all, List<PeerFacts> members) {
    this.rules = rules;
    this.all = Collections.unmodifiableList(all);
    this.members = Collections.unmodifiableList(members);
    this.mostKeys = members.stream().mapToLong(Survey::keysThatCount).max().orElse(0);
    all.forEach(f -> firstOfRunId.putIfAbsent(f.runId(), f));
  }

  /**
   * Creates a survey in which all peers are members.
   *
   * @param all the peers that were probed. Replicas and servers that are loading count, because
   *     they hold at least the keys that they report.
   */
  static Survey of(RankingRules rules, List<PeerFacts> all) {
    return new Survey(rules, all, all);
  }

  /**
   * Returns this survey with fewer members.
   *
   * @param remaining the peers that hold this node's data, as far as is known
   */
  Survey withMembers(List<PeerFacts> remaining) {
    return new Survey(rules, all, remaining);
  }

  /** A node loaded from a dump still holds keys deleted since, so its count is no measure. */
  private static long keysThatCount(PeerFacts f) {
    return f.info().isOfDump() ? 0 : f.keys();
  }

  RankingRules rules() {
    return rules;
  }

  /**
   * Returns the members: the peers without this node itself and without those that hold other data.
   * Other peers are compared with members only.
   */
  List<PeerFacts> members() {
    return members;
  }

  /** Returns the largest number of keys of any member. */
  long mostKeys() {
    return mostKeys;
  }

  /**
   * Returns whether a peer that does not report what it holds may have more keys than this one. Its
   * report from earlier in this run counts, unless it has lost its data since. While all nodes that
   * answer are empty, a node on which nothing listens is taken for one that has not been started
   * yet, as at the launch of a cluster.
   */
  boolean mayHoldMoreElsewhere(PeerFacts than) {
    boolean launch = rules.localKeys() == 0 && mostKeys == 0;
    return all.stream()
        .filter(f -> f.silence().isPresent() && !rules.emptied().test(f.peer()))
        .filter(f -> !launch || !f.silence().get().reason().isAbsent())
        .map(f -> rules.seenKeys().get(f.peer()))
        .anyMatch(seen -> seen == null || KeyShare.isClearlyLess(than.keys(), seen));
  }

  /** Returns the first peer in the list with the same run_id; usually the peer itself. */
  PeerFacts firstOfRunId(PeerFacts f) {
    return firstOfRunId.getOrDefault(f.runId(), f);
  }
}
