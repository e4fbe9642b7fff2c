// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RedisNode;

/**
 * Remembers that this process has prepared its node for a stop, so that the supervisor leaves the
 * node alone until Redis has ended. Thread-safe.
 */
public final class StopSlot {
  private final EngineHost host;
  private String redisRunId = "";

  public StopSlot(EngineHost host) {
    this.host = host;
  }

  /**
   * Prepares the node for a stop; see {@link PlannedStop#prepare}.
   *
   * @return what was done, in sentences
   */
  public String prepare(String who) {
    try {
      return new PlannedStop(host).prepare(who, this::hold);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "the stop was interrupted", e);
    }
  }

  private synchronized void hold(String runId) {
    redisRunId = runId;
  }

  /** Records that the node is not being stopped any more. */
  public synchronized void clear() {
    redisRunId = "";
  }

  /** Returns whether the Redis that was prepared is still up. Asks it only after a stop. */
  public synchronized boolean isHeld() {
    if (!redisRunId.isEmpty() && !redisRunId.equals(runIdNow())) {
      redisRunId = "";
    }
    return !redisRunId.isEmpty();
  }

  private String runIdNow() {
    try {
      WarmupConfig config = host.configInUse();
      try (RedisNode redis = new NodeFinder(host, config).localRedis(host.readTopology(config))) {
        return redis.info("server").runId();
      }
    } catch (WarmupException e) {
      // A Redis that nothing listens for has ended; one that is slow has not.
      return e.reason() == Reason.REFUSED ? "" : redisRunId;
    }
  }
}
