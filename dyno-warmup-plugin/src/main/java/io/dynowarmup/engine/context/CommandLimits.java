// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.ChangeFeed;
import io.dynowarmup.redis.RateLimit;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisData;
import io.dynowarmup.redis.RedisNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the commands per second of a run, for each peer. All connections of the run to that peer
 * share the limit. Thread-safe.
 */
public final class CommandLimits {
  private final RunContext context;
  private final Map<Endpoint, RateLimit> limits = new ConcurrentHashMap<>();

  CommandLimits(RunContext context) {
    this.context = context;
  }

  /** Returns the limit for the peer with this Redis. */
  public RateLimit of(Endpoint redis) {
    return limits.computeIfAbsent(
        redis,
        r ->
            new RateLimit(
                context.config().sourceLimits().commandsPerSecond(),
                context.ticker(),
                context.host().pause()));
  }

  /**
   * Returns a connector for probes. A probe has a time limit of its own and never waits, but later
   * commands wait for its commands too.
   */
  public RedisConnector forProbes() {
    RedisConnector real = context.host().redisConnector();
    return new RedisConnector() {
      @Override
      public RedisNode connect(Endpoint redis, RedisAccess access) {
        return real.connect(redis, access).with(of(redis).counted());
      }

      @Override
      public RedisData data(Endpoint redis, RedisAccess access) {
        return real.data(redis, access);
      }

      @Override
      public ChangeFeed changes(Endpoint redis, RedisAccess access) {
        return real.changes(redis, access);
      }
    };
  }
}
