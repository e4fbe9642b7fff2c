// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Peer;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.DynomiteClusterBuilder;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.net.LagProxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** A node copies the parts of its range from three sources at the same time. */
public class SeveralSourcesIT extends Scenario {
  private static final Long[] THREE = {1_400_000_000L, 2_800_000_000L, 4_200_000_000L};
  private static final int KEYS = 6_000;

  /** The bulk of a part takes about two seconds. */
  private static final int SLOW = 1_000;

  private DynomiteCluster cluster;

  /** Starts an old ring of three nodes in each rack, and a new one of one node, which is empty. */
  private void rings(int oldRacks) {
    rings(oldRacks, c -> c);
  }

  private void rings(int oldRacks, UnaryOperator<DynomiteClusterBuilder> more) {
    cluster =
        cluster(
            c ->
                more.apply(
                    c.racks(oldRacks)
                        .tokens(THREE)
                        .remoteRacks(1)
                        .remoteTokens(7L)
                        .settings(RingChange.PATIENT)));
    write(cluster.node(0), "value ");
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

  /**
   * Restarts the source of the first part while the second one is copied, and deletes keys here.
   */
  private WarmedNode sourceRestarted(int oldRacks, int deleted) {
    WarmedNode[] node = new WarmedNode[1];
    Strike strike =
        Strike.when(
            (call, status) -> status.sources().size() > 1 && status.phase() == WarmupPhase.TRANSFER,
            () -> {
              RackNode first = nodeOf(node[0].engine().status().sources().get(0));
              try (Jedis there = first.redis().client();
                  Jedis here = cold(oldRacks).redis().client()) {
                there.save();
                there.keys("key:*").stream().limit(deleted).forEach(here::del);
              }
              first.redis().kill();
              first.redis().start();
            });
    node[0] = slow(closeLater(strike.beside(cold(oldRacks))));
    return node[0];
  }

  private RackNode nodeOf(Peer peer) {
    return cluster.nodes().stream()
        .filter(n -> n.redis().host().equals(peer.redis().host()))
        .filter(n -> n.redis().port() == peer.redis().port())
        .findFirst()
        .orElseThrow();
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

  /** Between the first part and the second one, writes of one node reach the old ring only. */
  @Test
  public void aLinkThatBreaksBetweenTwoParts() {
    rings(1, DynomiteClusterBuilder::withLinks);
    RackNode other = cluster.node(0);
    LagProxy link = cluster.link(other, cold(1)).peer();
    Strike strike =
        Strike.when(
            (call, status) -> status.sources().size() > 1 && status.phase() == WarmupPhase.TRANSFER,
            () -> {
              link.cut();
              write(other, "new ");
              Await.until("new values", LIMIT, () -> haveValue("new "));
              link.heal();
            });

    WarmupStatus end = slow(closeLater(strike.beside(cold(1)))).atStartup();

    assertTrue("the link was not cut", strike.struck());
    assertWarmed(end);
    assertEquals(
        "keys that differ", 0, AllKeys.differences(AllKeys.of(cold(1).redis()), union(0)).size());
    assertTrue(
        end.warnings().toString(),
        end.warnings().stream().anyMatch(w -> w.startsWith("another node lost its connection")));
  }

  /** Returns whether every key of the old ring has this value, followed by its number. */
  private boolean haveValue(String value) {
    int equal = 0;
    for (RackNode node : cluster.nodesOf(0)) {
      try (Jedis jedis = node.redis().client()) {
        List<String> names = List.copyOf(jedis.keys("key:*"));
        List<String> values = jedis.mget(names.toArray(String[]::new));
        for (int i = 0; i < names.size(); i++) {
          equal += values.get(i).equals(value + names.get(i).substring(4)) ? 1 : 0;
        }
      }
    }
    return equal == KEYS;
  }

  private static void write(RackNode node, String value) {
    try (Jedis jedis = Checks.client(node.dynomite().client());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("key:" + i, value + i);
      }
    }
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

  /** A hundred keys that were sampled long ago do not prove a part. */
  @Test
  public void aSourceThatWasRestartedProvesNothing() {
    rings(1);

    WarmupStatus end = sourceRestarted(1, 20).atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertSays("was restarted", end.reason());
    assertServes(cold(1));
  }

  @Test
  public void anotherNodeProvesThePartOfASourceThatWasRestarted() {
    rings(2);

    WarmupStatus end = sourceRestarted(2, 0).atStartup();

    assertWarmed(end);
    assertSays("was compared instead of", end.proof().text());
    assertSame(cold(2));
  }
}
