// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.AnyRedis;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** A node copies the parts of its range from three sources at the same time. */
@AnyRedis
public class SeveralSourcesIT extends Scenario {
  private static final Long[] THREE = {1_400_000_000L, 2_800_000_000L, 4_200_000_000L};
  private static final int KEYS = 6_000;

  /** The bulk of a part takes about two seconds. */
  private static final int SLOW = 1_000;

  private DynomiteCluster cluster;

  /** Starts an old ring of three nodes in each rack, and a new one of one node, which is empty. */
  private void rings(int oldRacks) {
    cluster =
        cluster(
            c ->
                c.racks(oldRacks)
                    .tokens(THREE)
                    .remoteRacks(1)
                    .remoteTokens(7L)
                    .settings(RingChange.PATIENT));
    try (Jedis jedis = Checks.client(cluster.node(0).dynomite().client());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("key:" + i, "value " + i);
      }
    }
    Await.until("the keys", LIMIT, () -> cold(oldRacks).redis().keys() == KEYS);
    for (int rack = 0; rack < oldRacks; rack++) {
      int at = rack;
      Await.until("all keys in rack " + rack, LIMIT, () -> union(at).names().size() == KEYS);
    }
    try (Jedis jedis = cold(oldRacks).redis().client()) {
      jedis.flushAll();
    }
  }

  private AllKeys union(int rack) {
    return AllKeys.union(cluster.nodesOf(rack).stream().map(RackNode::redis).toList());
  }

  private RackNode cold(int oldRacks) {
    return cluster.node(oldRacks);
  }

  private WarmedNode slow(WarmedNode node) {
    return node.set("remote.datacenters", true)
        .set("delta.keys.per.second", SLOW)
        .set("copy.sources", 4);
  }

  /** Acts once while all three parts are being copied. */
  private WarmedNode struck(RackNode cold, Runnable action) {
    Strike strike =
        Strike.when(
            (call, status) ->
                status.phase() == WarmupPhase.TRANSFER
                    && status.progress().note().contains("(2 more at the same time): copying"),
            action);
    return slow(closeLater(strike.beside(cold))).set("delta.keys.per.second", SLOW / 4);
  }

  private void assertSame(RackNode node) {
    Map<String, String> left = AllKeys.differences(AllKeys.of(node.redis()), union(0));
    Await.until(
        left::toString,
        LIMIT,
        () -> {
          left.keySet().retainAll(AllKeys.differences(AllKeys.of(node.redis()), union(0)).keySet());
          return left.isEmpty();
        });
  }

  /** Returns how many keys were here when the first part had arrived. */
  private long keysAtTheFirstHandOver(WarmedNode node) {
    AtomicLong keys = new AtomicLong(-1);
    node.engine()
        .addObserver(
            status -> {
              if (status.phase() == WarmupPhase.CATCH_UP && keys.get() < 0) {
                keys.set(node.node().redis().keys());
              }
            });

    WarmupStatus end = node.atStartup();

    assertWarmed(end);
    assertSame(node.node());
    return keys.get();
  }

  @Test
  public void theOtherPartsAreHereWhenTheFirstOneIs() {
    rings(1);

    long keys = keysAtTheFirstHandOver(slow(warmup(cold(1))));

    assertTrue(keys + " keys", keys > KEYS / 2);
    assertServes(cold(1));
  }

  @Test
  public void oneAfterTheOtherIfTheSettingsSaySo() {
    rings(1);

    long keys = keysAtTheFirstHandOver(slow(warmup(cold(1))).set("copy.sources", 1));

    assertTrue(keys + " keys", keys < KEYS / 2);
  }

  /** All writes enter through the old ring and reach both; none may be lost or applied twice. */
  @Test
  public void underWrites() {
    rings(1);
    RingChange change = new RingChange(this, cluster);

    change.underWrites();

    change.assertComplete();
  }

  /** Either rack can be the source of a part. */
  @Test
  public void aSourceThatDiesIsReplacedForItsPartOnly() {
    rings(2);
    RackNode lost = cluster.node(0, 1);

    WarmupStatus end =
        struck(cold(2), () -> lost.redis().kill()).set("stall.msec", 8_000).atStartup();

    assertWarmed(end);
    assertEquals(Map.of(), AllKeys.differences(AllKeys.of(cold(2).redis()), union(1)));
  }

  /** Each of the three parts may hold old values then; they are removed. */
  @Test
  public void anAbortLeavesNoOldValue() {
    rings(1);
    WriteLoad load =
        closeLater(
            WriteLoad.start(
                cluster.node(0).dynomite().client(), Workload.versions("key:", KEYS, 20), 1_000));
    WarmedNode[] node = new WarmedNode[1];
    node[0] = struck(cold(1), () -> node[0].engine().abort("enough"));
    Await.until("writes flow", LIMIT, () -> load.acked() > 100);

    node[0].engine().start(WarmupRequest.atStartup());
    WarmupStatus end = node[0].end();

    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, end);
    load.stop();
    Map<String, String> different = AllKeys.differences(AllKeys.of(cold(1).redis()), union(0));
    different.values().removeIf(text -> text.contains(": here null"));
    Await.until(
        different::toString,
        LIMIT,
        () -> {
          Map<String, String> now = AllKeys.differences(AllKeys.of(cold(1).redis()), union(0));
          now.values().removeIf(text -> text.contains(": here null"));
          different.keySet().retainAll(now.keySet());
          return different.isEmpty();
        });
    assertServes(cold(1));
    assertSays("enough", end.reason());
  }
}
