// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.Peer;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.topology.ring.KeyRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.immutables.value.Value;

/** What a ranking takes into account in addition to the facts about the peers. */
@Value.Immutable(copy = true)
public abstract class RankingRules {
  RankingRules() {}

  /**
   * Returns the rules without local evidence and without further limits.
   *
   * @param localKeys number of keys in the local Redis; 0 if it is empty
   * @param forced whether a source that is far smaller than the local data may be used
   * @param maxReplicas a source with this many replicas gets no further one; 0 for no limit
   * @param failedEarlier the sources that failed in this run, with the reason
   */
  public static RankingRules of(
      long localKeys, boolean forced, int maxReplicas, Map<Peer, String> failedEarlier) {
    return ImmutableRankingRules.builder()
        .localKeys(localKeys)
        .forced(forced)
        .maxReplicas(maxReplicas)
        .failedEarlier(failedEarlier)
        .maxMemoryPercent(Integer.MAX_VALUE)
        .wasWarm(false)
        .anyUptime(false)
        .emptied(peer -> false)
        .keyRange(KeyRange.UNKNOWN)
        .named(false)
        .absoluteExpiries(false)
        .youngSeconds(0)
        .sourceDecided(false)
        .side(LocalSide.UNKNOWN)
        .newRing(false)
        .build();
  }

  public abstract long localKeys();

  public abstract boolean forced();

  public abstract int maxReplicas();

  public abstract Map<Peer, String> failedEarlier();

  /**
   * Returns which peers lost their data in this run, so that no other peer is compared with them.
   */
  abstract Predicate<Peer> emptied();

  public abstract RankingRules withEmptied(Predicate<Peer> peers);

  /** Returns the number of keys of each peer that answered earlier in this run. */
  abstract Map<Peer, Long> seenKeys();

  public abstract RankingRules withSeenKeys(Map<? extends Peer, ? extends Long> keys);

  /** Returns whether this node is known to have held its data at some time. */
  abstract boolean wasWarm();

  public abstract RankingRules withWasWarm(boolean known);

  /** Returns percent of its machine's memory; a source that uses more makes no snapshot. */
  abstract int maxMemoryPercent();

  public abstract RankingRules withMaxMemoryPercent(int percent);

  /**
   * Returns whether to ignore the uptime. Otherwise all nodes that lost the same source, or gave
   * way to others there, would choose the same next one.
   */
  public abstract boolean anyUptime();

  public abstract RankingRules withAnyUptime(boolean any);

  /** Returns the local Redis. It is never a source, and a source has keys in common with it. */
  abstract Optional<LocalEvidence> local();

  public abstract RankingRules withLocal(LocalEvidence here);

  /** Returns the {@code run_id} of the local Redis; empty if unknown. */
  String localRunId() {
    return local().map(LocalEvidence::runId).orElse("");
  }

  /** Returns the range that the keys of a source hash into. */
  abstract KeyRange keyRange();

  public abstract RankingRules withKeyRange(KeyRange range);

  /**
   * Returns whether an operator named the source. Then it need not have keys in common with this
   * node.
   */
  abstract boolean named();

  public abstract RankingRules withNamed(boolean byAnOperator);

  /** Returns whether the data can only be copied with expiry times by the source's clock. */
  abstract boolean absoluteExpiries();

  public abstract RankingRules withAbsoluteExpiries(boolean absolute);

  /** Returns the uptime in seconds above which a Redis counts as in service. */
  abstract long youngSeconds();

  public abstract RankingRules withYoungSeconds(long seconds);

  /**
   * Returns whether an operator named the source or forces the run. Then the source need not be an
   * authority.
   */
  abstract boolean sourceDecided();

  public abstract RankingRules withSourceDecided(boolean decided);

  /**
   * Returns whether another data centre divides the keys differently, so that the number of keys of
   * a peer says nothing about what it lacks.
   */
  abstract boolean newRing();

  public abstract RankingRules withNewRing(boolean another);

  /** Returns the peer that the request prefers; empty if it prefers none. */
  abstract Optional<Peer> preferred();

  public abstract RankingRules withPreferred(Optional<? extends Peer> peer);

  /** Returns the peers that are in other data centres. */
  abstract List<Peer> elsewhere();

  public abstract RankingRules withElsewhere(Iterable<? extends Peer> peers);

  /** Returns what the local Redis can load, and by which method. */
  abstract LocalSide side();

  public abstract RankingRules withSide(LocalSide local);
}
