// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source;

import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/** What of this node decides which way data can come from a peer. Immutable. */
public final class LocalSide {
  /** The ways that the run may take. */
  public enum Ways {
    /** A snapshot and the stream after it. */
    SNAPSHOT,
    /** Key by key. */
    KEYS,
    /** Either. */
    ANY
  }

  /** Nothing is known of it. */
  public static final LocalSide UNKNOWN =
      new LocalSide(ServerFacts.of(RedisInfo.parse("")), Ways.ANY, "");

  private final ServerFacts redis;
  private final Ways ways;
  private final String cannotReplicate;

  /**
   * @param redis the local Redis
   * @param cannotReplicate why it cannot be a replica of any peer; empty when it can
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
