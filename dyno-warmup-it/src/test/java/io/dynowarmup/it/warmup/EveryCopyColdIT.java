// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.RedisServer;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/**
 * The whole cluster was down: the data that came back from disk does not decide which copy is
 * right.
 */
public class EveryCopyColdIT extends Scenario {
  private static final int KEYS = 2_000;

  private DynomiteCluster cluster;

  private void powerLoss(int racks) {
    cluster =
        cluster(
            b ->
                b.racks(racks)
                    .redisConfig(
                        (rack, r) ->
                            // With everysec, a busy disk delays writes, and a kill loses them.
                            r.config("appendonly", rack == 1 ? "yes" : "no")
                                .config("appendfsync", "always")));
    fill(source().redis(), 0, KEYS - 700, "old");
    fill(source().redis(), 5_000, 300, "old");
    try (Jedis jedis = source().redis().client()) {
      jedis.save();
    }
    fill(cold().redis(), 0, KEYS, "new");
    restart(source(), cold());
  }

  private static void restart(RackNode... nodes) {
    for (RackNode node : nodes) {
      node.redis().kill();
    }
    for (RackNode node : nodes) {
      node.redis().start();
    }
  }

  private static void fill(RedisServer redis, int from, int count, String value) {
    try (Jedis jedis = redis.client()) {
      for (int i = from; i < from + count; i++) {
        jedis.set("key:" + i, value);
      }
    }
  }

  private static void assertHolds(RackNode node, int from, int to, String value) {
    try (Jedis jedis = node.redis().client()) {
      for (int i = from; i < to; i++) {
        assertEquals("key:" + i + " at " + node, value, jedis.get("key:" + i));
      }
    }
  }

  private static void assertAsks(WarmupStatus end) {
    assertEquals(end.reason(), WarmupOutcome.PARTIAL, end.outcome().get());
    assertEquals(end.reason(), Reason.NO_AUTHORITY, end.reasonCode().get());
    assertSays("--source", end.reason());
  }

  @Test
  public void keysAreAddedAndNoneIsLost() throws InterruptedException {
    powerLoss(2);
    WarmedNode node = warmup();
    String preflight = node.engine().preflight(WarmupRequest.manual()).text();
    assertSays(
        "the run would end PARTIAL: no copy of this node's data is known to be right",
        preflight.replaceAll("\\s+", " "));

    WarmupStatus end = node.byHand();

    assertAsks(end);
    assertSays("this node holds 2000 keys (AOF", end.reason());
    assertSays("holds 1600 keys", end.reason());
    assertHolds(cold(), 0, KEYS, "new");
    assertHolds(cold(), 5_000, 5_300, "old");
    assertEquals(1_600, source().redis().keys());
    assertWarmedByDecision();
  }

  /** Asserts that a run warms the node if an operator names the source. */
  private void assertWarmedByDecision() {
    WarmedNode node = warmup();
    node.engine().start(WarmupRequest.manual().withSource(source().rack()));
    assertWarmed(node.end());
    assertHolds(cold(), 0, KEYS - 700, "old");
    assertEquals(1_600, cold().redis().keys());
    try (Jedis jedis = cold().redis().client()) {
      assertSays("state=WARM ", jedis.get("__dyno_warmup:node"));
      assertEquals(Set.of("__dyno_warmup:node"), jedis.keys("__dyno_warmup:*"));
    }
  }

  /** The cluster's writes since then are only here. */
  @Test
  public void aSourceThatIsOutOfServiceRemovesAndOverwritesNothing() {
    cluster = cluster(b -> b.racks(2));
    fill(source().redis(), 0, KEYS - 100, "old");
    fill(cold().redis(), 0, KEYS, "new");
    source().dynomite().adminClient().get("/state/standby");

    WarmupStatus end = warmup().atStartup();

    assertAsks(end);
    assertSays("does not get the cluster's writes", end.reason());
    assertHolds(cold(), 0, KEYS, "new");
  }

  @Test
  public void bothAtOnce() {
    powerLoss(2);
    WarmedNode one = warmup(cold());
    WarmedNode other = warmup(source());

    one.engine().start(WarmupRequest.atStartup());
    other.engine().start(WarmupRequest.atStartup());

    assertAsks(one.end());
    assertAsks(other.end());
    assertHolds(cold(), 0, KEYS, "new");
    assertHolds(cold(), 5_000, 5_300, "old");
    assertHolds(source(), 0, KEYS - 700, "old");
    assertHolds(source(), KEYS - 700, KEYS, "new");
    for (RackNode node : new RackNode[] {source(), cold()}) {
      try (Jedis jedis = node.redis().client()) {
        assertSays("state=COLD ", jedis.get("__dyno_warmup:node"));
      }
    }
  }

  @Test
  public void bothAtOnceUnderWritesLoseNone() {
    powerLoss(2);
    assertServes(cold());
    assertServes(source());
    WriteLoad load = load(Workload.uniqueSets("live", 50), 500);
    WarmedNode one = warmup(cold());
    WarmedNode other = warmup(source());

    one.engine().start(WarmupRequest.atStartup());
    other.engine().start(WarmupRequest.atStartup());

    assertAsks(one.end());
    assertAsks(other.end());
    assertNothingLost(load, cold(), source());
    assertHolds(cold(), 0, KEYS, "new");
    assertHolds(source(), KEYS - 700, KEYS, "new");
  }

  @Test
  public void threeAtOnceHoldTheUnion() {
    powerLoss(3);
    RackNode third = cluster.node(2);
    fill(third.redis(), 0, 500, "old");
    fill(third.redis(), 8_000, 100, "third");
    try (Jedis jedis = third.redis().client()) {
      jedis.save();
    }
    restart(third);
    List<WarmedNode> all = List.of(warmup(source()), warmup(cold()), warmup(third));

    all.forEach(node -> node.engine().start(WarmupRequest.atStartup()));

    all.forEach(node -> assertAsks(node.end()));
    for (RackNode node : cluster.nodes()) {
      assertHolds(node, 5_000, 5_300, "old");
      assertHolds(node, KEYS - 700, KEYS, "new");
      assertHolds(node, 8_000, 8_100, "third");
    }
  }

  @Test
  public void anotherRackThatStayedUpIsTheAuthority() {
    powerLoss(3);
    RackNode third = cluster.node(2);
    fill(third.redis(), 0, KEYS, "newest");
    // The numbers of keys are nearly equal then, and by its replicas it would be the last choice.
    fill(source().redis(), 6_000, 300, "old");
    Servers.replicate(closeLater(RedisServer.start(redis)), third);

    WarmupStatus end = warmup().byHand();

    assertWarmed(end);
    assertEquals(third.redis().port(), end.source().get().redis().port());
    assertHolds(cold(), 0, KEYS, "newest");
  }

  @Test
  public void anEmptyNodeTakesTheOnlyCopyThereIs() {
    powerLoss(2);
    try (Jedis jedis = cold().redis().client()) {
      jedis.flushAll();
    }

    WarmupStatus end = warmup().byHand();

    assertWarmed(end);
    assertEquals(1_600, cold().redis().keys());
    assertTrue(
        end.warnings().toString(), end.warnings().toString().contains("with the data of its own"));
  }

  @Test
  public void aPeerThatIsBeingWarmedIsNoAuthority() {
    cluster = cluster(b -> b.racks(3));
    fill(source().redis(), 0, 500, "right");
    fill(cold().redis(), 0, 500, "right");
    RackNode third = cluster.node(2);
    fill(third.redis(), 0, 600, "wrong");
    try (Jedis jedis = third.redis().client()) {
      String runId = third.redis().info("server", "run_id");
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=" + runId + " by=1@x",
          SetParams.setParams().px(20_000));
    }

    WarmupStatus end = warmup().byHand();

    assertWarmed(end);
    assertEquals(source().redis().port(), end.source().get().redis().port());
    assertSays("is being warmed itself at this moment", end.candidates().toString());
    assertHolds(cold(), 0, 500, "right");
  }

  @Test
  public void aForcedRunTakesTheOtherCopyAndNotSomeKeysOfEach() {
    powerLoss(2);

    assertWarmed(warmup().set("force", true).byHand());

    assertHolds(cold(), 0, KEYS - 700, "old");
    assertHolds(source(), 0, KEYS - 700, "old");
    assertEquals(1_600, cold().redis().keys());
  }

  /** Two forced runs that take each other's copy would leave each key to chance. */
  @Test
  public void aForcedRunDoesNotTakeACopyThatIsBeingChanged() {
    powerLoss(2);
    try (Jedis jedis = source().redis().client()) {
      String runId = source().redis().info("server", "run_id");
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=" + runId + " by=1@x",
          SetParams.setParams().px(60_000));
    }

    WarmupStatus end = warmup().set("force", true).byHand();

    assertEquals(end.reason(), Reason.NO_HEALTHY_SOURCE, end.reasonCode().get());
    assertSays("is being warmed itself at this moment", end.reason());
    assertHolds(cold(), 0, KEYS, "new");
  }

  @Test
  public void aKeyThatAnotherPeerHasStays() {
    cluster = cluster(b -> b.racks(3));
    fill(source().redis(), 0, 1_900, "value");
    fill(cold().redis(), 0, 2_000, "value");
    fill(cold().redis(), 9_000, 50, "nobody else's");
    fill(cluster.node(2).redis(), 400, 1_600, "value");

    WarmupStatus end = warmup().byHand();

    // The source lacks keys that another peer has.
    assertEquals(end.reason(), WarmupOutcome.PARTIAL, end.outcome().get());
    assertEquals(source().redis().port(), end.source().get().redis().port());
    assertHolds(cold(), 0, 2_000, "value");
    assertEquals("what no other node has is gone", 2_000, cold().redis().keys());
    assertSays("because another peer has them", end.warnings().toString());
  }
}
