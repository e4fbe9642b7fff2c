// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.rule;

import io.dynowarmup.fitness.ServerFacts;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.immutables.value.Value;

/** The facts about this node that decide how data can be copied from a peer. */
@Value.Immutable(builder = false)
public abstract class LocalSide {
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
      of(ServerFacts.of(RedisInfo.parse("")), Ways.ANY, Optional.empty());

  LocalSide() {}

  /**
   * Returns the facts.
   *
   * @param redis the local Redis
   * @param ways the methods that the run may use
   * @param cannotReplicate why the local Redis cannot be a replica of any peer; empty if it can
   */
  public static LocalSide of(ServerFacts redis, Ways ways, Optional<String> cannotReplicate) {
    return ImmutableLocalSide.of(redis, ways, cannotReplicate);
  }

  abstract ServerFacts redis();

  abstract Ways ways();

  abstract Optional<String> cannotReplicate();
}
