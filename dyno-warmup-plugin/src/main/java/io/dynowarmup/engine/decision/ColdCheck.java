// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.decision;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;

/**
 * Decides whether the node needs a warm-up. A pure rule.
 *
 * <p>A Redis that was restarted with an old RDB file serves stale data. It is therefore not enough
 * that Redis holds keys: it must also be the process that was last known to be warm.
 */
public final class ColdCheck {
  private final boolean bootstrap;
  private final boolean force;
  private final long coldUptimeSeconds;

  public ColdCheck(boolean bootstrap, boolean force, long coldUptimeSeconds) {
    this.bootstrap = bootstrap;
    this.force = force;
    this.coldUptimeSeconds = coldUptimeSeconds;
  }

  public ColdCheck(WarmupConfig config) {
    this(config.bootstrap(), config.force(), config.coldUptimeSeconds());
  }

  /** Holds what was found on the node. */
  public static final class Facts {
    private final long keys;
    private final boolean wasDown;
    private final boolean serving;
    private final String runId;
    private final long uptimeSeconds;

    /**
     * @param keys number of keys that the local Redis holds
     * @param wasDown whether the run had to wait for Redis
     * @param serving whether Dynomite is NORMAL
     * @param runId {@code run_id} of the local Redis
     * @param uptimeSeconds uptime of the local Redis, in seconds
     */
    Facts(long keys, boolean wasDown, boolean serving, String runId, long uptimeSeconds) {
      this.keys = keys;
      this.wasDown = wasDown;
      this.serving = serving;
      this.runId = runId;
      this.uptimeSeconds = uptimeSeconds;
    }

    public static Facts of(RedisInfo local, boolean wasDown, DynomiteState dynomite) {
      return new Facts(
          local.keys(),
          wasDown,
          dynomite == DynomiteState.NORMAL,
          local.get("run_id").orElse(""),
          local.getLong("uptime_in_seconds", 0));
    }
  }

  /**
   * Returns the result of a run that needs no warm-up.
   *
   * @param recordedRunId {@code run_id} of the Redis that was last known to be warm
   * @return the reason to skip the warm-up; empty if a warm-up is needed
   */
  public Optional<RunResult> skip(
      WarmupRequest.Trigger trigger, Facts facts, Optional<String> recordedRunId) {
    if (force) {
      return Optional.empty();
    }
    boolean warm =
        recordedRunId.isPresent() && recordedRunId.get().equals(facts.runId) && facts.keys > 0;
    if (trigger == WarmupRequest.Trigger.MANUAL) {
      return warm && facts.serving
          ? skipped(
              "the node is NORMAL, holds "
                  + facts.keys
                  + " keys and has been warm since its Redis was started")
          : Optional.empty();
    }
    if (!bootstrap) {
      return skipped("bootstrap is false");
    }
    if (facts.keys == 0 || facts.wasDown) {
      return Optional.empty();
    }
    if (recordedRunId.isPresent()) {
      return warm
          ? skipped(
              "the node holds "
                  + facts.keys
                  + " keys and its Redis is the one that was warm before")
          : Optional.empty();
    }
    return facts.uptimeSeconds > coldUptimeSeconds
        ? skipped(
            "the node holds "
                + facts.keys
                + " keys and its Redis is up for "
                + facts.uptimeSeconds
                + " s, longer than cold.uptime.sec ("
                + coldUptimeSeconds
                + ")")
        : Optional.empty();
  }

  /**
   * Returns a SKIPPED result if the warm-up would have to drop the node's keys, which a retry must
   * not do; empty otherwise.
   */
  public static Optional<RunResult> refilled(
      WarmupRequest request, WarmupConfig config, long keys) {
    return request.isKeepingData() && keys > 0 && !config.force()
        ? skipped("the node holds " + keys + " keys of another token, and a retry drops nothing")
        : Optional.empty();
  }

  private static Optional<RunResult> skipped(String why) {
    return Optional.of(
        RunResult.skipped(Reason.NOT_COLD, why + " (force=true warms it all the same)"));
  }
}
