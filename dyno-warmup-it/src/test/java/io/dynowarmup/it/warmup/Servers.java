// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/** Operations on a Redis that tests share. */
final class Servers {
  private static final int LARGE = 200_000;

  private Servers() {}

  static void config(RackNode node, String name, String value) {
    try (Jedis jedis = node.redis().client()) {
      jedis.configSet(name, value);
    }
  }

  /** Does the same at a server that already needs a password. */
  static void config(RackNode node, String name, String value, String password) {
    try (Jedis jedis = new Jedis(node.host(), node.redis().port())) {
      jedis.auth(password);
      jedis.configSet(name, value);
    }
  }

  /** Returns the result of CONFIG GET *. */
  static Map<String, String> settings(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      return new TreeMap<>(jedis.configGet("*"));
    }
  }

  static void replicate(RedisServer replica, RackNode master) {
    replicate(replica, master.redis());
  }

  /** Starts a replication. Returns when the link is up. */
  static void replicate(RedisServer replica, RedisServer master) {
    try (Jedis jedis = replica.client()) {
      jedis.replicaof(master.host(), master.port());
    }
    Await.until(
        replica + " replicates from " + master,
        Scenario.LIMIT,
        () -> "up".equals(replica.info("replication", "master_link_status")));
  }

  /** Sends {@code DEBUG} with these arguments. */
  static void debug(Jedis jedis, String... arguments) {
    jedis.sendCommand(() -> "DEBUG".getBytes(StandardCharsets.US_ASCII), arguments);
  }

  /**
   * Creates this many large strings. A Redis that loads them answers other commands after every 2
   * MB, that is after every tenth key.
   */
  static void fillForSlowLoad(RackNode node, int keys) {
    config(node, "rdbcompression", "no");
    Filler.strings(node.redis(), "large", keys, LARGE);
  }

  /** Makes each load take this long per key. */
  static void loadSlowly(RackNode node, int millisPerKey) {
    config(node, "key-load-delay", Integer.toString(millisPerKey * 1_000));
  }
}
