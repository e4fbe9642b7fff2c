// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.api.Peer;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.topology.ring.KeyRange;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a ranking takes into account in addition to the facts about the peers. Immutable. */
public final class RankingRules {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final long localKeys;
  private final boolean forced;
  private final int maxReplicas;
  private final Map<Peer, String> failedEarlier;
  private int maxMemoryPercent = NO_LIMIT;
  private boolean anyUptime;
  private LocalEvidence local;
  private KeyRange keyRange = KeyRange.UNKNOWN;
  private boolean named;
  private boolean absoluteExpiries;
  private long youngSeconds;
  private boolean sourceDecided;
  private LocalSide side = LocalSide.UNKNOWN;

  /**
   * Creates the rules.
   *
   * @param localKeys number of keys in the local Redis; 0 if it is empty
   * @param forced whether a source that is far smaller than the local data may be used
   * @param maxReplicas a source with this many replicas gets no further one; 0 for no limit
   * @param failedEarlier the sources that failed in this run, with the reason
   */
  public RankingRules(
      long localKeys, boolean forced, int maxReplicas, Map<Peer, String> failedEarlier) {
    this.localKeys = localKeys;
    this.forced = forced;
    this.maxReplicas = maxReplicas;
    this.failedEarlier = Collections.unmodifiableMap(new HashMap<>(failedEarlier));
  }

  private RankingRules(RankingRules from) {
    this.localKeys = from.localKeys;
    this.forced = from.forced;
    this.maxReplicas = from.maxReplicas;
    this.failedEarlier = from.failedEarlier;
    this.maxMemoryPercent = from.maxMemoryPercent;
    this.anyUptime = from.anyUptime;
    this.local = from.local;
    this.keyRange = from.keyRange;
    this.named = from.named;
    this.absoluteExpiries = from.absoluteExpiries;
    this.youngSeconds = from.youngSeconds;
    this.sourceDecided = from.sourceDecided;
    this.side = from.side;
  }

  /**
   * Limits the memory of a source.
   *
   * @param percent percent of its machine's memory; a source that uses more is not asked for a
   *     snapshot
   */
  public RankingRules withMaxMemoryPercent(int percent) {
    RankingRules copy = new RankingRules(this);
    copy.maxMemoryPercent = percent;
    return copy;
  }

  /**
   * Ignores the uptime or not.
   *
   * @param any whether to ignore the uptime. Otherwise all nodes that lost the same source, or gave
   *     way to others there, would choose the same next one.
   */
  public RankingRules withAnyUptime(boolean any) {
    RankingRules copy = new RankingRules(this);
    copy.anyUptime = any;
    return copy;
  }

  /**
   * Compares the peers with the local Redis. No peer may be the local Redis, and each must have
   * keys in common with it.
   */
  public RankingRules beside(LocalEvidence here) {
    RankingRules copy = new RankingRules(this);
    copy.local = here;
    return copy;
  }

  /**
   * Sets the range that the keys of a source hash into.
   *
   * @param range this node's range
   */
  public RankingRules withKeyRange(KeyRange range) {
    RankingRules copy = new RankingRules(this);
    copy.keyRange = range;
    return copy;
  }

  /**
   * Sets whether an operator named the source.
   *
   * @param byAPerson whether the source was named; then it need not have keys in common with this
   *     node
   */
  public RankingRules withNamed(boolean byAPerson) {
    RankingRules copy = new RankingRules(this);
    copy.named = byAPerson;
    return copy;
  }

  /**
   * Sets how expiry times are copied.
   *
   * @param absolute whether the data can only be copied with absolute expiry times of the source's
   *     clock
   */
  public RankingRules withAbsoluteExpiries(boolean absolute) {
    RankingRules copy = new RankingRules(this);
    copy.absoluteExpiries = absolute;
    return copy;
  }

  /**
   * Sets when a Redis counts as in service.
   *
   * @param seconds a Redis with a longer uptime in seconds counts as in service
   * @param decided whether an operator named the source or forces the run; then the source need not
   *     be an authority
   */
  public RankingRules withYoung(long seconds, boolean decided) {
    RankingRules copy = new RankingRules(this);
    copy.youngSeconds = seconds;
    copy.sourceDecided = decided;
    return copy;
  }

  long youngSeconds() {
    return youngSeconds;
  }

  boolean sourceDecided() {
    return sourceDecided;
  }

  public boolean anyUptime() {
    return anyUptime;
  }

  int maxMemoryPercent() {
    return maxMemoryPercent;
  }

  public long localKeys() {
    return localKeys;
  }

  public boolean forced() {
    return forced;
  }

  public int maxReplicas() {
    return maxReplicas;
  }

  public Map<Peer, String> failedEarlier() {
    return failedEarlier;
  }

  Optional<LocalEvidence> local() {
    return Optional.ofNullable(local);
  }

  /** Returns the {@code run_id} of the local Redis; empty if unknown. */
  String localRunId() {
    return local == null ? "" : local.runId();
  }

  KeyRange keyRange() {
    return keyRange;
  }

  boolean named() {
    return named;
  }

  boolean absoluteExpiries() {
    return absoluteExpiries;
  }

  /** Sets what the local Redis can load, and by which method. */
  public RankingRules withSide(LocalSide local) {
    RankingRules copy = new RankingRules(this);
    copy.side = local;
    return copy;
  }

  LocalSide side() {
    return side;
  }
}
