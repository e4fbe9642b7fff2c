// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.KeyCounts;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;
import redis.clients.jedis.Jedis;

/** The source's Redis is emptied while this node is compared with it. */
public class FlushedSourceIT extends Scenario {
  private static final int KEYS = 20_000;

  private DynomiteCluster cluster;

  private void racks(int racks) {
    cluster = cluster(c -> c.racks(racks));
    for (RackNode node : cluster.nodes()) {
      Filler.strings(node.redis(), KEYS, 20);
    }
    try (Jedis here = cold().redis().client()) {
      for (int i = 0; i < 100; i++) {
        here.set("key:" + i, "older");
        here.set("only:here:" + i, "goes away");
      }
    }
  }

  private static KeyCounts keys(WarmedNode node) {
    return node.engine()
        .status()
        .progress()
        .keys()
        .orElse(KeyCounts.of(0, OptionalLong.empty(), 0, 0));
  }

  /** Runs a warm-up to its end and empties the source once it has compared this many keys. */
  private WarmupStatus emptiedAfter(int compared, Map<String, Object> settings) {
    WarmedNode[] node = new WarmedNode[1];
    Strike emptied =
        Strike.when(
            (call, status) -> keys(node[0]).compared() >= compared, () -> flushSourceOf(node[0]));
    node[0] = closeLater(emptied.beside(cold())).set("delta.keys.per.second", 5_000);
    settings.forEach(node[0]::set);
    WarmupStatus end = node[0].byHand();
    assertTrue(compared + " compared keys in " + end, emptied.struck());
    return end;
  }

  private void flushSourceOf(WarmedNode node) {
    String rack = node.engine().status().source().orElseThrow().rack();
    cluster.nodes().stream()
        .filter(peer -> peer.rack().equals(rack))
        .forEach(FlushedSourceIT::flush);
  }

  private static void flush(RackNode node) {
    try (Jedis jedis = node.redis().client()) {
      jedis.flushAll();
    }
  }

  private void assertServesAllKeys() {
    try (Jedis here = cold().redis().client()) {
      for (int i = 0; i < KEYS; i++) {
        assertTrue("key:" + i, here.exists("key:" + i));
      }
    }
    assertServes(cold());
  }

  private void assertKept(WarmupStatus end) {
    assertEnded(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE, end);
    assertSays("fewer than half of the", end.reason());
    assertSays("that it held before", end.reason());
    assertServesAllKeys();
  }

  @Test
  public void thisNodeKeepsWhatItHas() {
    racks(2);

    assertKept(emptiedAfter(3_000, Map.of()));
  }

  /** Does so even if the cluster writes, so that the source is soon no longer empty. */
  @Test
  public void soDoesOneThatIsForcedWhileTheClusterWrites() {
    racks(2);
    WriteLoad load = load(Workload.versions("v:", 3_000, 20), 500);
    Await.until("writes flow", LIMIT, () -> load.acked() > 100);

    WarmupStatus end = emptiedAfter(3_000, Map.of("strategy", "delta", "force", true));

    load.stop();
    assertKept(end);
    assertReplicates(source(), cold());
  }

  /** At that moment, the keys that only this node has are about to be removed. */
  @Test
  public void soDoesOneThatHasSeenAllKeysOfTheSource() {
    racks(2);

    assertKept(emptiedAfter(KEYS + 50, Map.of("force", true)));
  }

  /** A hash that is written all the time comes back at the source with a single field. */
  @Test
  public void soDoesOneWhoseSourceIsEmptiedInTheHandOver() {
    racks(2);
    try (Jedis here = cold().redis().client()) {
      here.hset("hot", "never written again", "yes");
    }
    WriteLoad load = load(new HotHash("hot"), 500);
    Await.until("writes flow", LIMIT, () -> load.acked() > 100);
    AtomicBoolean emptied = new AtomicBoolean();
    Calls inWritesOnly =
        new Calls() {
          @Override
          public void after(Call call, Object answer) {
            if (call.target().equals(ADMIN)
                && cold().dynomite().adminClient().state().equals("WRITES_ONLY")
                && emptied.compareAndSet(false, true)) {
              flush(source());
            }
          }
        };
    WarmedNode node = closeLater(WarmedNode.of(cold(), inWritesOnly));

    WarmupStatus end = node.set("strategy", "delta").set("force", true).byHand();

    load.stop();
    assertTrue("it came to the hand-over", emptied.get());
    assertKept(end);
    try (Jedis here = cold().redis().client()) {
      assertEquals("yes", here.hget("hot", "never written again"));
    }
  }

  @Test
  public void anotherPeerIsTaken() {
    racks(3);

    WarmupStatus end = emptiedAfter(3_000, Map.of());

    assertWarmed(end);
    try (Jedis here = cold().redis().client()) {
      assertEquals(KEYS, cold().redis().keys());
      assertNotEquals("older", here.get("key:7"));
    }
    assertServes(cold());
  }
}
