// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.standin.wire.KeyHash;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** A ring that changes under writes: the racks of the old one come first. */
final class RingChange {
  /** With its default time-out of 5 s, Dynomite drops writes on a busy machine. */
  static final NodeSettings PATIENT = NodeSettings.defaults().withTimeoutMillis(30_000);

  private static final Pattern DROPPED =
      Pattern.compile("dropped (?!0 outqueue & 0 inqueue)\\d+ outqueue", Pattern.CASE_INSENSITIVE);
  private static final List<String> COUNTERS =
      List.of("peer_dropped_requests", "remote_peer_dropped_requests");

  private static final int KEYS = Integer.getInteger("ring.keys", 2_000);
  private static final int WRITES = Integer.getInteger("ring.writes", 200);

  private final Scenario test;
  private final DynomiteCluster cluster;
  private final int oldRacks;
  private final int newRacks;

  /**
   * @param cluster its first rack is one of the old ring
   */
  RingChange(Scenario test, DynomiteCluster cluster) {
    this.test = test;
    this.cluster = cluster;
    int racks = (int) cluster.nodes().stream().map(RackNode::rack).distinct().count();
    this.oldRacks = (int) IntStream.range(0, racks).filter(this::isOld).count();
    this.newRacks = racks - oldRacks;
  }

  /** Starts a cluster with an old ring and a new one, of one rack each, whose links can lag. */
  static DynomiteCluster linked(Scenario test, Long[] before, Long[] after) {
    return test.cluster(
        c ->
            c.racks(1)
                .tokens(before)
                .remoteRacks(1)
                .remoteTokens(after)
                .withLinks()
                .settings(PATIENT));
  }

  /** Returns whether a rack has the tokens of the first rack, in its data centre. */
  private boolean isOld(int rack) {
    String dc = cluster.nodesOf(rack).get(0).dc();
    return dc.equals(cluster.node(0).dc()) && ring(rack).equals(ring(0));
  }

  private TreeSet<Long> ring(int rack) {
    TreeSet<Long> ring = new TreeSet<>();
    cluster.nodesOf(rack).forEach(node -> ring.addAll(node.tokens()));
    return ring;
  }

  /** Writes keys through an old node, and waits until they are in each rack of both rings. */
  RingChange fill() {
    try (Jedis jedis = Checks.client(cluster.node(0).dynomite().client());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("key:" + i, "value " + i);
      }
    }
    for (int rack = 0; rack < oldRacks + newRacks; rack++) {
      int at = rack;
      Await.until(
          () -> "keys in rack " + at,
          Scenario.LIMIT,
          () -> AllKeys.union(servers(at)).names().size() == KEYS);
    }
    return this;
  }

  private List<RedisServer> servers(int rack) {
    return cluster.nodesOf(rack).stream().map(RackNode::redis).toList();
  }

  private List<RackNode> nodesOfNewRing() {
    return IntStream.range(oldRacks, oldRacks + newRacks)
        .mapToObj(cluster::nodesOf)
        .flatMap(List::stream)
        .toList();
  }

  /** Drops all data of the new ring. */
  RingChange empty() {
    for (RackNode node : nodesOfNewRing()) {
      try (Jedis jedis = node.redis().client()) {
        jedis.flushAll();
      }
    }
    return this;
  }

  /**
   * Warms all nodes of the new ring at the same time. Writes of all types enter through both rings
   * all the time; they share no key.
   */
  void underWrites() {
    WriteLoad old = writes(cluster.node(0), "o:");
    WriteLoad recent = writes(nodesOfNewRing().get(0), "n:");
    Await.until("writes flow", Scenario.LIMIT, () -> old.acked() > WRITES && recent.acked() > 0);

    warm().forEach(Checks::assertWarmed);

    long acked = recent.acked();
    Await.until("writes after the warm-up", Scenario.LIMIT, () -> recent.acked() > acked + WRITES);
    old.stop();
    recent.stop();
  }

  /** Warms all nodes of the new ring at the same time and returns how the runs ended. */
  List<WarmupStatus> warm() {
    return warm("auto");
  }

  /** Does the same with one strategy. */
  List<WarmupStatus> warm(String strategy) {
    List<WarmedNode> nodes =
        nodesOfNewRing().stream()
            .map(n -> test.warmup(n).set("remote.datacenters", true).set("strategy", strategy))
            .toList();
    nodes.forEach(node -> node.engine().start(WarmupRequest.atStartup()));
    return nodes.stream().map(WarmedNode::end).toList();
  }

  private WriteLoad writes(RackNode through, String prefix) {
    return test.closeLater(
        WriteLoad.start(through.dynomite().client(), RingWrites.of(prefix, 700, 1), WRITES));
  }

  /**
   * Asserts that every key of the old ring is on exactly one node of each new rack, on its owner,
   * and that there is no other. A Dynomite that dropped a write on its way, as on a starved
   * machine, would explain a difference: it must not have.
   */
  void assertComplete() {
    assertEquals("writes that Dynomite dropped", List.of(), dropped());
    for (int rack = oldRacks; rack < oldRacks + newRacks; rack++) {
      AllKeys.awaitSame(servers(rack), servers(0), Scenario.LIMIT);
      TreeSet<Long> ring = ring(rack);
      cluster.nodesOf(rack).forEach(node -> assertOwner(node, ring));
    }
  }

  /** Returns what the Dynomites say about writes that they did not deliver. */
  private List<String> dropped() {
    List<String> all = new ArrayList<>();
    for (RackNode node : cluster.nodes()) {
      node.dynomite()
          .log()
          .lines()
          .filter(line -> DROPPED.matcher(line).find())
          .forEach(line -> all.add(node + ": " + line));
      for (String counter : COUNTERS) {
        // A counter is that of the query before.
        node.dynomite().adminClient().info(counter);
        long count = node.dynomite().adminClient().info(counter);
        if (count > 0) {
          all.add(node + ": " + counter + " " + count);
        }
      }
    }
    return all;
  }

  private static void assertOwner(RackNode node, TreeSet<Long> ring) {
    KeyHash hash = KeyHash.of(node.dynomite().spec().settings());
    Map<String, Long> elsewhere = new HashMap<>();
    for (String key : AllKeys.of(node.redis()).names()) {
      Long owner = ring.ceiling(hash.of(key.getBytes(StandardCharsets.UTF_8)));
      owner = owner == null ? ring.first() : owner;
      if (!node.tokens().contains(owner)) {
        elsewhere.put(key, owner);
      }
    }
    assertEquals("keys of other nodes at " + node, Map.of(), elsewhere);
  }
}
