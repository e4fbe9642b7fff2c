// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.LoadCheck;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import java.net.InetSocketAddress;
import java.util.UUID;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Assertions that many tests share. */
final class Checks {
  private Checks() {}

  static void assertWarmed(WarmupStatus end) {
    assertEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertTrue("a barrier that held", end.handOver().held());
    assertEquals(0, end.handOver().missingBytes().orElse(-1));
  }

  static void assertEnded(WarmupOutcome outcome, Reason reason, WarmupStatus end) {
    assertEquals(end.reason(), outcome, end.outcome().orElse(null));
    assertEquals(end.reason(), reason, end.reasonCode().orElse(null));
  }

  static void assertSays(String wanted, String text) {
    assertTrue("'" + wanted + "' is not in: " + text, text.contains(wanted));
  }

  static void assertSource(RackNode expected, WarmupStatus status) {
    assertEquals(expected.rack(), status.source().map(Peer::rack).orElse("none"));
  }

  /** Returns what the run found out about a candidate. */
  static String verdict(WarmupStatus status, RackNode node) {
    return status.candidates().stream()
        .filter(candidate -> candidate.peer().rack().equals(node.rack()))
        .map(Object::toString)
        .findFirst()
        .orElseThrow(() -> new AssertionError(node + " is not in " + status.candidates()));
  }

  /** Asserts that the run ended before it changed anything. */
  static void assertUntouched(Untouched before, WarmupStatus end) {
    assertEquals(before, Untouched.of(before.node()));
    assertFalse(end.phaseMillis().toString(), end.phaseMillis().containsKey(WarmupPhase.TRANSFER));
  }

  /**
   * Asserts that Redis is a master, that Dynomite is NORMAL, and that clients can write and read.
   */
  static void assertServes(RackNode node) {
    assertEquals("role of " + node, "master", node.redis().info("replication", "role"));
    assertEquals("state of " + node, "NORMAL", node.dynomite().adminClient().state());
    String key = "served:" + UUID.randomUUID();
    try (Jedis client = client(node.dynomite().client());
        Jedis redis = node.redis().client()) {
      // A Dynomite that has just started connects to its Redis a moment later.
      Await.until(
          "a write through " + node, Scenario.LIMIT, () -> "OK".equals(client.set(key, "yes")));
      assertEquals("yes", client.get(key));
      assertEquals("yes", redis.get(key));
    }
  }

  /** Asserts that a write through one node's Dynomite arrives in the other node's Redis. */
  static void assertReplicates(RackNode from, RackNode to) {
    String key = "replicated:" + UUID.randomUUID();
    try (Jedis client = client(from.dynomite().client());
        Jedis redis = to.redis().client()) {
      assertEquals("OK", client.set(key, "yes"));
      Await.until(
          "a write through " + from + " is in " + to,
          Scenario.LIMIT,
          () -> "yes".equals(redis.get(key)));
    }
  }

  /**
   * Asserts that both hold the same keys, now or within the limit. Ignores the warm-up's own keys,
   * which expire.
   */
  static void assertSame(RackNode here, RackNode there) {
    KeyDifference difference = compare(here, there);
    if (!difference.isNone()) {
      Await.until(
          () -> difference + ", and later " + compare(here, there),
          Scenario.LIMIT,
          () -> compare(here, there).isNone());
    }
  }

  private static KeyDifference compare(RackNode here, RackNode there) {
    return KeyComparer.compare(here.redis(), there.redis(), "__dyno_warmup:");
  }

  /** Asserts that every write was acknowledged and that all nodes hold the acknowledged writes. */
  static void assertNothingLost(WriteLoad load, RackNode... nodes) {
    LoadReport report = load.stop();
    assertEquals(report.toString(), report.sent(), report.acked());
    for (RackNode node : nodes) {
      LoadCheck first = load.check(node.redis());
      if (!first.isExact()) {
        Await.until(
            () -> node + ": " + load.check(node.redis()),
            Scenario.LIMIT,
            () -> load.check(node.redis()).isExact());
      }
    }
  }

  /** Returns a connection to a Dynomite's client port. */
  static Jedis client(InetSocketAddress dynomite) {
    return new Jedis(
        new HostAndPort(dynomite.getHostString(), dynomite.getPort()),
        DefaultJedisClientConfig.builder()
            .timeoutMillis(10_000)
            .autoNegotiateProtocol(false)
            // Dynomite closes a connection that sends a command it does not know.
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .build());
  }
}
