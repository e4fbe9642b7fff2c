package io.dynowarmup.source;

import io.dynowarmup.Peer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What a ranking has to respect besides the facts. Immutable. */
public final class RankingRules {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final long localKeys;
  private final boolean forced;
  private final int maxReplicas;
  private final Map<Peer, String> failedEarlier;
  private final int maxMemoryPercent;
  private final boolean anyUptime;

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
    this(localKeys, forced, maxReplicas, failedEarlier, NO_LIMIT, false);
  }

  private RankingRules(
      long localKeys,
      boolean forced,
      int maxReplicas,
      Map<Peer, String> failedEarlier,
      int maxMemoryPercent,
      boolean anyUptime) {
    this.anyUptime = anyUptime;
    this.maxMemoryPercent = maxMemoryPercent;
    this.localKeys = localKeys;
    this.forced = forced;
    this.maxReplicas = maxReplicas;
    this.failedEarlier = Collections.unmodifiableMap(new HashMap<>(failedEarlier));
  }

  /**
   * @param percent of its machine's memory: a source that takes more cannot bear a snapshot
   */
  public RankingRules withMaxMemoryPercent(int percent) {
    return new RankingRules(localKeys, forced, maxReplicas, failedEarlier, percent, anyUptime);
  }

  /**
   * @param any whether the uptime does not matter: nodes that have lost the same source, or given
   *     way there, would all meet again at the one with the next longest
   */
  public RankingRules withAnyUptime(boolean any) {
    return new RankingRules(localKeys, forced, maxReplicas, failedEarlier, maxMemoryPercent, any);
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
}
