// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cluster;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.source.rule.Warmth;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what a node is from what its Redis and its Dynomite answer. It knows less than the node's
 * daemon: a last run that failed shows only if the node's own record says so. Pure functions.
 */
final class DirectState {
  private static final long NO_UPTIME_COUNTS = -1;

  private DirectState() {}

  /**
   * Returns the attributes of a node whose Redis has answered.
   *
   * @param dynomite its state; OTHER and UNREACHABLE need the reason
   * @param why why the state is not known; empty if it is
   */
  static Map<String, Object> of(RedisInfo redis, String place, DynomiteState dynomite, String why) {
    Map<String, Object> values = new LinkedHashMap<>();
    ReplicationInfo replication = redis.replication();
    String role = redis.loading() ? "loading" : replication.role();
    String seen =
        "Redis is "
            + role
            + (replication.isReplica() ? " of " + replication.master() : "")
            + ", Dynomite "
            + (why.isEmpty() ? dynomite : "unknown: " + why);
    Warmth warmth = Warmth.of(redis, place, NO_UPTIME_COUNTS);
    put(values, state(redis, dynomite, why, warmth), seen + detail(warmth));
    values.put("DynomiteState", why.isEmpty() ? dynomite.name() : "");
    values.put("RedisRole", role);
    values.put("Keys", redis.loading() ? -1L : redis.keys());
    return values;
  }

  private static NodeState state(
      RedisInfo redis, DynomiteState dynomite, String why, Warmth warmth) {
    if (redis.loading()) {
      return NodeState.DOWN;
    }
    if (warmth == Warmth.WARMING) {
      return NodeState.WARMING;
    }
    if (!why.isEmpty()) {
      return redis.replication().isReplica() ? NodeState.REPLICA : NodeState.UNKNOWN;
    }
    if (dynomite != DynomiteState.NORMAL) {
      return NodeState.CLOSED;
    }
    if (redis.replication().isReplica()) {
      return NodeState.REPLICA;
    }
    // Without an uptime, only the record of a run shows a restart.
    boolean cold = warmth == Warmth.COLD || warmth == Warmth.RESTARTED;
    return cold ? NodeState.COLD : NodeState.SERVING;
  }

  private static String detail(Warmth warmth) {
    switch (warmth) {
      case WARMING:
        return "; a run is working on it";
      case COLD:
      case RESTARTED:
        return "; it " + warmth.text();
      default:
        return "";
    }
  }

  /** Returns the attributes of a node if only its state is known. */
  static Map<String, Object> only(NodeState state, String reason) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, state, reason);
    return values;
  }

  private static void put(Map<String, Object> values, NodeState state, String reason) {
    values.put("NodeState", state.name());
    values.put("NodeReason", reason);
  }

  /** Returns the name of a node in its own record. */
  static String place(ClusterMember member) {
    return NodeRecord.nodeName(member.peer().datacenter(), member.peer().rack());
  }
}
