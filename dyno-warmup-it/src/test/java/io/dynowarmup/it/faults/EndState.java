// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RedisServer;
import java.io.UncheckedIOException;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The state of a node, read directly with short timeouts.
 *
 * @param role the role of its Redis, or how Redis fails to answer
 * @param dynomite the state of Dynomite, or how it fails to answer
 * @param keys the number of keys in its Redis, or -1 if it does not answer
 */
record EndState(String role, String dynomite, long keys) {
  private static final int LIMIT_MILLIS = 1_000;

  static EndState of(RackNode node) {
    String dynomite = dynomite(node);
    if (!node.redis().isRunning()) {
      return new EndState("dead", dynomite, -1);
    }
    try (Jedis jedis = new Jedis(node.redis().host(), node.redis().port(), LIMIT_MILLIS)) {
      String role = jedis.info("replication").contains("role:master") ? "master" : "replica";
      return new EndState(role, dynomite, RedisServer.keys(jedis));
    } catch (JedisException e) {
      return new EndState("silent", dynomite, -1);
    }
  }

  private static String dynomite(RackNode node) {
    if (!node.dynomite().isRunning()) {
      return "dead";
    }
    try {
      return node.dynomite().adminClient().state();
    } catch (UncheckedIOException e) {
      return "silent";
    }
  }

  boolean isWhole() {
    return role.equals("master") && dynomite.equals("NORMAL");
  }

  @Override
  public String toString() {
    return "Redis " + role + ", Dynomite " + dynomite + (keys < 0 ? "" : ", " + keys + " keys");
  }
}
