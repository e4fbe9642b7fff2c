// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.replication;

import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicaLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the full syncs that a source has started for this node. The source counts the syncs of all
 * replicas in one number ({@code sync_full}); those of others are visible in their lines.
 */
final class SyncCount {
  private final OptionalLong before;
  private final long earlier;
  private long others;
  private long ours;
  private Map<String, Boolean> syncing;

  /**
   * Creates a count.
   *
   * @param ours this node among the source's replicas
   * @param earlier number of full syncs for this node before
   */
  SyncCount(RedisInfo source, Optional<ReplicaLine> ours, long earlier) {
    this.before = source.number("sync_full");
    this.earlier = earlier;
    this.ours = earlier;
    this.syncing = others(source, ours);
  }

  void check(RedisInfo source, Optional<ReplicaLine> our) {
    Map<String, Boolean> now = others(source, our);
    now.forEach(
        (replica, syncs) -> {
          Boolean did = syncing.get(replica);
          if (did == null || (syncs && !did)) {
            others++;
          }
        });
    syncing = now;
    OptionalLong all = source.number("sync_full");
    if (before.isPresent() && all.isPresent()) {
      ours = Math.max(ours, earlier + all.getAsLong() - before.getAsLong() - others);
    }
  }

  /** Returns the number of full syncs; 0 if the source does not report it. */
  long ours() {
    return ours;
  }

  private static Map<String, Boolean> others(RedisInfo source, Optional<ReplicaLine> our) {
    Map<String, Boolean> lines = new HashMap<>();
    for (ReplicaLine line : source.replication().replicas()) {
      if (!our.isPresent() || !same(line, our.get())) {
        lines.put(name(line), !line.online());
      }
    }
    return lines;
  }

  static boolean same(ReplicaLine one, ReplicaLine other) {
    return name(one).equals(name(other));
  }

  private static String name(ReplicaLine line) {
    return line.address();
  }
}
