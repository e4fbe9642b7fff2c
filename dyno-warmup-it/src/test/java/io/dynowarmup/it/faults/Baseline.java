// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/** The state of a Redis before a run. It must be the same afterwards. */
record Baseline(RackNode node, Map<String, String> settings, long connections) {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  static Baseline of(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      // Dynomite holds one connection even if it has not needed it yet.
      return new Baseline(node, settings(jedis), Math.max(1, connections(jedis)));
    }
  }

  /** Asserts that no setting has changed and that no connection or replica is left. */
  void assertKept() {
    Await.until(
        () -> "no more than " + connections + " connections to Redis of " + node + ": " + clients(),
        LIMIT,
        () -> {
          try (Jedis jedis = node.redis().client()) {
            return connections(jedis) <= connections;
          }
        });
    try (Jedis jedis = node.redis().client()) {
      assertEquals("settings of " + node, settings, settings(jedis));
    }
  }

  /** Returns whether the settings are the same as before. */
  boolean hasKeptSettings() {
    try (Jedis jedis = node.redis().client()) {
      return settings.equals(settings(jedis));
    }
  }

  private static Map<String, String> settings(Jedis jedis) {
    return new TreeMap<>(jedis.configGet("*"));
  }

  /** Returns the number of clients including replicas, without the calling connection. */
  private static long connections(Jedis jedis) {
    return jedis.clientList().lines().filter(line -> !line.isBlank()).count() - 1;
  }

  private String clients() {
    try (Jedis jedis = node.redis().client()) {
      return jedis.clientList();
    }
  }
}
