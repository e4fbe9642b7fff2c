// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.source.probe.PeerFacts;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that one round of probes found, with what a ranking has to respect. Immutable. */
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
    this.mostKeys = members.stream().mapToLong(PeerFacts::keys).max().orElse(0);
    all.forEach(f -> firstOfRunId.putIfAbsent(f.runId(), f));
  }

  /**
   * @param all that were probed. Replicas and those that are still loading count: they hold at
   *     least what they say
   */
  static Survey of(RankingRules rules, List<PeerFacts> all) {
    return new Survey(rules, all, all);
  }

  /**
   * @param remaining those that hold this node's data as far as anyone can tell
   */
  Survey withMembers(List<PeerFacts> remaining) {
    return new Survey(rules, all, remaining);
  }

  RankingRules rules() {
    return rules;
  }

  List<PeerFacts> all() {
    return all;
  }

  /** Without those that are this node itself, or hold other data: nobody is measured by them. */
  List<PeerFacts> members() {
    return members;
  }

  /** The most keys that any member holds. */
  long mostKeys() {
    return mostKeys;
  }

  /** The first in the list that answers with the same run_id; usually the peer itself. */
  PeerFacts firstOfRunId(PeerFacts f) {
    return firstOfRunId.getOrDefault(f.runId(), f);
  }
}
