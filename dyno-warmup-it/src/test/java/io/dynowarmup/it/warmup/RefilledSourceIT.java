// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisServer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * All keys of the source are dropped or replaced during a run, and it holds as many others at once.
 * The number of keys is the same in each probe.
 */
public class RefilledSourceIT extends Scenario {
  private static final int KEYS = 10_000;

  private DynomiteCluster cluster;
  private long owned;

  private void racks(int racks, int keysHere) {
    cluster = cluster(c -> c.racks(racks));
    for (RackNode node : cluster.nodes()) {
      Filler.strings(node.redis(), node == cold() ? keysHere : KEYS, 20);
    }
  }

  /** Runs a warm-up to its end, and acts on its source in the middle. */
  private WarmupStatus struck(String strategy, Consumer<RackNode> action) {
    WarmedNode[] node = new WarmedNode[1];
    Strike strike =
        Strike.when(
            (call, status) -> isHalfDone(strategy, status), () -> action.accept(sourceOf(node[0])));
    node[0] = closeLater(strike.beside(cold()));
    // Without force, a delta keeps the keys that the refilled source has brought.
    node[0].set("strategy", strategy).set("force", strategy.equals("delta"));
    node[0].set("delta.keys.per.second", 3_000);
    WarmupStatus end = node[0].byHand();
    assertTrue("a fault in " + end, strike.struck());
    return end;
  }

  private static boolean isHalfDone(String strategy, WarmupStatus status) {
    return strategy.equals("replication")
        ? status.phase() == WarmupPhase.CATCH_UP
        : status.phase() == WarmupPhase.TRANSFER
            && status.progress().keys().map(k -> k.compared() + k.moved()).orElse(0L) > KEYS / 3;
  }

  private RackNode sourceOf(WarmedNode node) {
    Endpoint source = node.engine().status().source().orElseThrow().redis();
    return cluster.nodes().stream()
        .filter(n -> n.host().equals(source.host()) && n.redis().port() == source.port())
        .findFirst()
        .orElseThrow();
  }

  private static void refill(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.flushAll();
    }
    Filler.strings(node.redis(), "other", KEYS, 20);
  }

  private static void swap(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.select(1);
      Servers.debug(jedis, "POPULATE", String.valueOf(KEYS), "other", "20");
      jedis.swapDB(0, 1);
    }
  }

  private void becomeReplicaForAMoment(RackNode node) {
    RedisServer foreign = closeLater(RedisServer.start(redis));
    Filler.strings(foreign, "other", KEYS, 20);
    Servers.replicate(node.redis(), foreign);
    try (Jedis jedis = node.redis().client()) {
      jedis.replicaofNoOne();
    }
  }

  private static void assertGivenUp(WarmupStatus end) {
    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("REPLICAOF or DEBUG was sent to the source in this run: ", end.reason());
  }

  private void assertHolds(long least) {
    try (Jedis here = cold().redis().client()) {
      long held = IntStream.range(0, KEYS).filter(i -> here.exists("key:" + i)).count();
      assertTrue(held + " keys", held >= least);
    }
    assertServes(cold());
  }

  @Test
  public void aDeltaRemovesNothing() {
    racks(2, KEYS);
    assertGivenUp(struck("delta", RefilledSourceIT::refill));
    assertHolds(KEYS);
  }

  @Test
  public void norIfDatabasesAreSwapped() {
    racks(2, KEYS);
    assertGivenUp(struck("delta", RefilledSourceIT::swap));
    assertHolds(KEYS);
  }

  @Test
  public void norIfTheSourceWasAReplicaOfAnother() {
    racks(2, KEYS);
    assertGivenUp(struck("delta", this::becomeReplicaForAMoment));
    assertHolds(KEYS);
  }

  /** The node lacks keys that are only at the other peer now. */
  @Test
  public void aDeltaTakesTheOtherPeer() {
    racks(3, KEYS / 2);
    assertWarmed(struck("delta", RefilledSourceIT::refill));
    assertHolds(KEYS);
  }

  /** Some of the data is nowhere but here. */
  @Test
  public void whatWasCopiedToAnEmptyNodeStays() {
    racks(2, 0);
    assertGivenUp(struck("copy", RefilledSourceIT::refill));
    assertHolds(KEYS / 4);
  }

  @Test
  public void aCopyTakesTheOtherPeer() {
    racks(3, 0);
    assertWarmed(struck("copy", RefilledSourceIT::refill));
    assertHolds(KEYS);
  }

  /** The stream of the source has brought the other keys. */
  @Test
  public void aReplicationIsNotWarmed() {
    racks(2, 0);
    assertGivenUp(struck("replication", RefilledSourceIT::refill));
    assertServes(cold());
  }

  @Test
  public void aReplicationTakesTheOtherPeer() {
    racks(3, 0);
    assertWarmed(struck("replication", RefilledSourceIT::refill));
    assertHolds(KEYS);
  }

  /** Fills a ring, and warms a node of a larger one. A source is refilled in the middle. */
  private WarmupStatus refilledInARing(int racks) {
    cluster =
        cluster(
            c ->
                c.racks(racks)
                    .tokens(1_000_000_000L, 3_000_000_000L)
                    .remoteRacks(1)
                    .remoteTokens(0L, 1_431_655_765L, 2_863_311_530L));
    RackNode cold = cluster.node(racks, 1);
    try (Jedis jedis = Checks.client(cluster.node(0).dynomite().client());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("key:" + i, "value");
      }
    }
    for (int rack = 0; rack <= racks; rack++) {
      int filled = rack;
      Await.until("all keys", LIMIT, () -> held(filled) >= KEYS);
    }
    owned = cold.redis().keys();
    try (Jedis here = cold.redis().client()) {
      here.flushAll();
    }
    WarmedNode[] node = new WarmedNode[1];
    Strike strike =
        Strike.when(
            (call, status) ->
                status.phase() == WarmupPhase.TRANSFER && cold.redis().keys() > KEYS / 20,
            () -> refill(sourceOf(node[0])));
    node[0] = closeLater(strike.beside(cold));
    node[0].set("remote.datacenters", true).set("delta.keys.per.second", 1_000);
    WarmupStatus end = node[0].atStartup();
    assertTrue("a fault in " + end, strike.struck());
    return end;
  }

  /** The refilled node and the other one have no keys in common, which says nothing here. */
  @Test
  public void aPartOfARangeComesFromTheOtherRack() {
    assertWarmed(refilledInARing(2));

    try (Jedis here = cluster.node(2, 1).redis().client()) {
      assertEquals(owned, here.keys("key:*").size());
    }
  }

  @Test
  public void aPartThatNoOtherNodeHoldsIsNamedWithTheReason() {
    WarmupStatus end = refilledInARing(1);

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("are missing here: no peer can be the source: 127.", end.reason());
    assertSays("was sent to the source in this run", end.reason());
  }

  private long held(int rack) {
    return cluster.nodesOf(rack).stream().mapToLong(n -> n.redis().keys()).sum();
  }

  /** A database that Dynomite does not serve has nothing to do with it. */
  @Test
  public void theFlushOfAnotherDatabaseIsNoLoss() {
    racks(2, 0);
    WarmupStatus end =
        struck(
            "copy",
            node -> {
              try (Jedis jedis = node.redis().client()) {
                jedis.select(3);
                jedis.flushDB();
              }
            });
    assertWarmed(end);
    assertEquals(KEYS, cold().redis().keys());
  }
}
