// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.ArrayList;
import java.util.List;

/** Finds combinations of settings that are valid one by one but make little sense together. */
final class ConfigLint {
  private ConfigLint() {}

  /** Returns one sentence for each finding. */
  static List<String> on(Settings s) {
    List<String> all = new ArrayList<>();
    commands(s, all, WarmupKey.REDIS_START_COMMAND, WarmupKey.REDIS_STOP_COMMAND, "Redis");
    commands(s, all, WarmupKey.DYNOMITE_START_COMMAND, WarmupKey.DYNOMITE_STOP_COMMAND, "Dynomite");
    user(s, all, WarmupKey.REDIS_USERNAME, RedisSettings.local(s), "redis.password");
    user(s, all, WarmupKey.PEER_REDIS_USERNAME, RedisSettings.ofPeers(s), "peer.redis.password");
    if (s.isSet(WarmupKey.HANDOVER_SETTLE_MSEC)
        && s.number(WarmupKey.HANDOVER_SETTLE_MSEC) >= s.number(WarmupKey.HANDOVER_MSEC)) {
      all.add(
          s.shown(WarmupKey.HANDOVER_SETTLE_MSEC)
              + " does not fit into "
              + s.shown(WarmupKey.HANDOVER_MSEC)
              + " and will be cut");
    }
    if (s.number(WarmupKey.STALL_MSEC) <= s.number(WarmupKey.POLL_MSEC)) {
      all.add(
          s.shown(WarmupKey.STALL_MSEC)
              + " is not above "
              + s.shown(WarmupKey.POLL_MSEC)
              + ": a source will seem to stall between two polls");
    }
    return all;
  }

  private static void commands(
      Settings s, List<String> all, WarmupKey start, WarmupKey stop, String name) {
    if (s.isSet(start) && !s.isSet(stop)) {
      all.add(
          s.shown(start)
              + " is set without "
              + stop.key()
              + ": a "
              + name
              + " that does not answer cannot be restarted");
    }
    if (s.isSet(stop) && !s.isSet(start)) {
      all.add(s.shown(stop) + " is never used without " + start.key());
    }
  }

  private static void user(
      Settings s, List<String> all, WarmupKey user, RedisSettings redis, String passwordKey) {
    if (s.isSet(user) && !redis.password().isPresent()) {
      all.add(s.shown(user) + " is ignored without a password, and " + passwordKey + " is not set");
    }
  }
}
