// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.api.Peer;
import io.dynowarmup.source.probe.LocalEvidence;
import io.dynowarmup.topology.ring.KeyRange;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a ranking has to respect besides the facts. Immutable. */
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
   * @param localKeys keys that the local Redis holds now, 0 when it is empty
   * @param forced whether a source that is far smaller than the local data may be taken all the
   *     same
   * @param maxReplicas a source that serves so many replicas already is not asked for one more; 0
   *     is no limit
   * @param failedEarlier sources that failed in this run, with the reason
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
   * @param percent of its machine's memory: a source that takes more cannot bear a snapshot
   */
  public RankingRules withMaxMemoryPercent(int percent) {
    RankingRules copy = new RankingRules(this);
    copy.maxMemoryPercent = percent;
    return copy;
  }

  /**
   * @param any whether the uptime does not matter: nodes that have lost the same source, or given
   *     way there, would all meet again at the one with the next longest
   */
  public RankingRules withAnyUptime(boolean any) {
    RankingRules copy = new RankingRules(this);
    copy.anyUptime = any;
    return copy;
  }

  /** The local Redis, which no peer is, and which has something in common with each. */
  public RankingRules beside(LocalEvidence here) {
    RankingRules copy = new RankingRules(this);
    copy.local = here;
    return copy;
  }

  /**
   * @param range that the keys of a source hash into
   */
  public RankingRules withKeyRange(KeyRange range) {
    RankingRules copy = new RankingRules(this);
    copy.keyRange = range;
    return copy;
  }

  /**
   * @param byAPerson whether the source was named: then it need not resemble what is here
   */
  public RankingRules withNamed(boolean byAPerson) {
    RankingRules copy = new RankingRules(this);
    copy.named = byAPerson;
    return copy;
  }

  /**
   * @param absolute whether the data can only come with expiry times of the source's clock
   */
  public RankingRules withAbsoluteExpiries(boolean absolute) {
    RankingRules copy = new RankingRules(this);
    copy.absoluteExpiries = absolute;
    return copy;
  }

  /**
   * @param seconds a Redis that is up for longer is in service
   * @param decided whether a person has named the source, or forces the run: then nobody asks
   *     whether it is an authority
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

  boolean anyUptime() {
    return anyUptime;
  }

  int maxMemoryPercent() {
    return maxMemoryPercent;
  }

  long localKeys() {
    return localKeys;
  }

  boolean forced() {
    return forced;
  }

  int maxReplicas() {
    return maxReplicas;
  }

  Map<Peer, String> failedEarlier() {
    return failedEarlier;
  }

  Optional<LocalEvidence> local() {
    return Optional.ofNullable(local);
  }

  /** Of the local Redis; empty where it is not known. */
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

  /** What the local Redis can take, and which way. */
  public RankingRules withSide(LocalSide local) {
    RankingRules copy = new RankingRules(this);
    copy.side = local;
    return copy;
  }

  LocalSide side() {
    return side;
  }
}
