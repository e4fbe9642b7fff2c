// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.redis.info.KeyShare;
import io.dynowarmup.source.probe.DiskLoad;
import io.dynowarmup.source.probe.PeerFacts;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
   * answer are empty and this node has never held any data, a node of this data centre that was not
   * seen in this run and on which nothing listens is taken for one that has not been started yet,
   * as at the launch of a cluster.
   */
  boolean mayHoldMoreElsewhere(PeerFacts than) {
    boolean launch = rules.localKeys() == 0 && mostKeys == 0 && !rules.wasWarm();
    return all.stream()
        .filter(f -> f.silence().isPresent() && !rules.emptied().test(f.peer()))
        .anyMatch(
            f -> {
              Long seen = rules.seenKeys().get(f.peer());
              boolean notStarted =
                  launch
                      && f.silence().get().reason().isAbsent()
                      && !rules.elsewhere().contains(f.peer());
              return seen == null ? !notStarted : KeyShare.isClearlyLess(than.keys(), seen);
            });
  }

  /**
   * Returns whether all nodes are as new as this one, and each of them answers, as at the launch of
   * a cluster: no copy was lost or left incomplete. Each is empty, or holds only what clients have
   * written since it was started.
   */
  boolean isLaunch() {
    return !rules.wasWarm()
        && rules.local().filter(here -> here.isNew(rules.youngSeconds())).isPresent()
        && all.stream().allMatch(this::isNew);
  }

  private boolean isNew(PeerFacts f) {
    return f.answered()
        && !f.loading()
        && (f.keys() == 0
            || DiskLoad.isFilledSinceStart(f.info(), rules.youngSeconds())
                && (isBeingWarmed(f) || !f.info().nodeRecord().isPresent()));
  }

  /** Returns whether no node holds any key, except for those of warm-ups. */
  boolean areAllEmpty() {
    return KeyShare.mayPass(mostKeys) && KeyShare.mayPass(rules.localKeys());
  }

  /**
   * Returns whether this node is warmed first while all others are being warmed, too. All nodes
   * compare the same names, so only one goes first. A node whose Dynomite is closed does not count.
   */
  boolean goesFirst() {
    String own = rules.localRunId();
    return !own.isEmpty()
        && others()
            .allMatch(
                f ->
                    isBeingWarmed(f)
                        ? own.compareTo(f.runId()) < 0
                        : f.evidence().dynomite().doesNotServe());
  }

  /** While a replica copies, its own claim is not there. */
  private static boolean isBeingWarmed(PeerFacts f) {
    return f.isReplica() || f.info().nodeClaim().filter(c -> c.in(f.runId())).isPresent();
  }

  private Stream<PeerFacts> others() {
    return all.stream().filter(f -> !rules.localRunId().equals(f.runId()));
  }

  /** Returns the first peer in the list with the same run_id; usually the peer itself. */
  PeerFacts firstOfRunId(PeerFacts f) {
    return firstOfRunId.getOrDefault(f.runId(), f);
  }
}
