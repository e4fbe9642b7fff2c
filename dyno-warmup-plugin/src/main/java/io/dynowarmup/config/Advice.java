package io.dynowarmup.config;

import java.util.ArrayList;
import java.util.List;

/** Settings that are right one by one and odd together. */
final class Advice {
  private Advice() {}

  /** One sentence for each oddity. */
  static List<String> on(Settings s) {
    List<String> all = new ArrayList<>();
    boolean starts = s.isSet(WarmupKey.DYNOMITE_START_COMMAND);
    boolean stops = s.isSet(WarmupKey.DYNOMITE_STOP_COMMAND);
    if (starts && !stops) {
      all.add(
          s.shown(WarmupKey.DYNOMITE_START_COMMAND)
              + " has no dynomite.stop.command beside it: a Dynomite that is found ill cannot be"
              + " restarted");
    }
    if (stops && !starts) {
      all.add(
          s.shown(WarmupKey.DYNOMITE_STOP_COMMAND)
              + " is never used: there is no dynomite.start.command beside it");
    }
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
              + ": a source will seem to stall between two looks");
    }
    return all;
  }

  private static void user(
      Settings s, List<String> all, WarmupKey user, RedisSettings redis, String passwordKey) {
    if (s.isSet(user) && !redis.password().isPresent()) {
      all.add(
          s.shown(user)
              + " is used together with a password only, and "
              + passwordKey
              + " is not set");
    }
  }
}
