// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.start;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.RunResult;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.unit.Units;
import java.util.Optional;

/**
 * Decides whether the node needs a warm-up. A pure rule.
 *
 * <p>A Redis that was restarted with an old RDB file serves stale data. It is therefore not enough
 * that Redis holds keys: it must also be the process that was last known to be warm.
 */
final class ColdCheck {
  private ColdCheck() {}

  /**
   * Returns the result of a run that needs no warm-up.
   *
   * @param recordedRunId {@code run_id} of the Redis that was last known to be warm
   * @return the reason to skip the warm-up; empty if a warm-up is needed
   */
  static Optional<RunResult> skip(StartFacts facts, Optional<String> recordedRunId) {
    WarmupConfig config = facts.config;
    RedisInfo local = facts.local();
    if (config.force()) {
      return Optional.empty();
    }
    String holds = "holds " + Units.keys(local.keys());
    boolean warm =
        local.keys() > 0 && recordedRunId.isPresent() && recordedRunId.equals(local.get("run_id"));
    if (facts.request.trigger() == WarmupRequest.Trigger.MANUAL) {
      return warm && !isIncomplete(local) && facts.found.serves()
          ? warm(
              facts,
              "the node is NORMAL, "
                  + holds
                  + " and has been warm since its Redis was started"
                  + by(facts))
          : Optional.empty();
    }
    String closed = closed(facts);
    if (warm && !facts.wasDown) {
      return warm(
          facts,
          "the node "
              + holds
              + " and its Redis has been warm already"
              + (isIncomplete(local) ? ", apart from what its last run left out" : "")
              + by(facts)
              + closed);
    }
    if (!config.bootstrap()) {
      return refused("bootstrap is false");
    }
    if (local.keys() == 0 || facts.wasDown || recordedRunId.isPresent()) {
      return Optional.empty();
    }
    long uptime = local.getLong("uptime_in_seconds", 0);
    return uptime > config.coldUptimeSeconds()
        ? skipped(
            "the node "
                + holds
                + " and its Redis has been up for "
                + uptime
                + " s, longer than cold.uptime.sec ("
                + config.coldUptimeSeconds()
                + ")"
                + closed)
        : Optional.empty();
  }

  private static boolean isIncomplete(RedisInfo local) {
    return local.nodeRecord().filter(r -> r.isIncomplete(local.runId())).isPresent();
  }

  private static Optional<RunResult> warm(StartFacts facts, String since) {
    return facts
        .doubt()
        .map(doubt -> refused(since + ", but its data is in doubt: " + doubt))
        .orElseGet(() -> skipped(since));
  }

  private static String by(StartFacts facts) {
    return facts.anotherFile.map(what -> ": " + what).orElse("");
  }

  private static String closed(StartFacts facts) {
    return facts
        .found
        .closed()
        .map(state -> "; Dynomite is " + state + " and refuses requests, and stays so")
        .orElse("");
  }

  /**
   * Returns a SKIPPED result if the warm-up would have to drop the node's keys, which a retry must
   * not do; empty otherwise.
   */
  static Optional<RunResult> refilled(WarmupRequest request, WarmupConfig config, long keys) {
    return request.isKeepingData() && keys > 0 && !config.force()
        ? refused(
            "the node holds " + Units.keys(keys) + " of another token, and a retry drops nothing")
        : Optional.empty();
  }

  private static Optional<RunResult> skipped(String why) {
    return skipped(Reason.NOT_COLD, why);
  }

  private static Optional<RunResult> refused(String why) {
    return skipped(Reason.NOT_ALLOWED, why);
  }

  private static Optional<RunResult> skipped(Reason reason, String why) {
    return Optional.of(RunResult.skipped(reason, why + " (force=true warms it anyway)"));
  }
}
