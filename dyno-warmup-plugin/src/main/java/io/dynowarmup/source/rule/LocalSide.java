// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/** The facts about this node that decide how data can be copied from a peer. Immutable. */
public final class LocalSide {
  /** The methods that the run may use. */
  public enum Ways {
    /** By a snapshot and the replication stream after it. */
    SNAPSHOT,
    /** Key by key. */
    KEYS,
    /** By either method. */
    ANY
  }

  /** Stands for unknown facts. */
  public static final LocalSide UNKNOWN =
      new LocalSide(ServerFacts.of(RedisInfo.parse("")), Ways.ANY, "");

  private final ServerFacts redis;
  private final Ways ways;
  private final String cannotReplicate;

  /**
   * Creates the facts.
   *
   * @param redis the local Redis
   * @param ways the methods that the run may use
   * @param cannotReplicate why the local Redis cannot be a replica of any peer; empty if it can
   */
  public LocalSide(ServerFacts redis, Ways ways, String cannotReplicate) {
    this.redis = redis;
    this.ways = ways;
    this.cannotReplicate = cannotReplicate;
  }

  ServerFacts redis() {
    return redis;
  }

  Ways ways() {
    return ways;
  }

  Optional<String> cannotReplicate() {
    return cannotReplicate.isEmpty() ? Optional.empty() : Optional.of(cannotReplicate);
  }
}
