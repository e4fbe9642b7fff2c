// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import io.dynowarmup.it.redis.RedisBinary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A cold node is warmed from its peer. */
@RunWith(Parameterized.class)
public class WarmupIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RedisBinary redis;

  public WarmupIT(RedisBinary redis) {
    this.redis = redis;
  }

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    List<RedisBinary> all = new ArrayList<>();
    all.add(RedisBinary.embedded());
    RedisBinary.onPath().ifPresent(all::add);
    return all;
  }

  @Test
  public void holdsAllThatItsPeerHolds() {
    try (DynomiteCluster cluster = cluster(2)) {
      Filler.types(cluster.node(0).redis(), 300);
      cluster.node(1).redis().client().flushAll();
      try (WarmedNode node = WarmedNode.of(cluster.node(1))) {
        WarmupStatus end = node.atStartup();
        assertWarmed(end);
        assertSame(cluster.node(1), cluster.node(0));
        assertServes(cluster.node(1));
      }
    }
  }

  @Test
  public void losesNoWriteThatIsMadeMeanwhile() {
    try (DynomiteCluster cluster = cluster(2)) {
      Filler.strings(cluster.node(0).redis(), 100_000, 100);
      WriteLoad load =
          WriteLoad.start(
              cluster.node(0).dynomite().client(), Workload.uniqueSets("w:", 20), 5_000);
      Await.until("writes flow", LIMIT, () -> load.acked() > 2_000);
      try (WarmedNode node = WarmedNode.of(cluster.node(1)).set("force", true)) {
        WarmupStatus end = node.byHand();
        long at = load.acked();
        Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 2_000);
        LoadReport report = load.stop();
        assertWarmed(end);
        assertEquals(report.toString(), report.sent(), report.acked());
        Await.until(
            () -> load.check(cluster.node(1).redis()).toString(),
            LIMIT,
            () -> load.check(cluster.node(1).redis()).isExact());
        assertSame(cluster.node(1), cluster.node(0));
      }
    }
  }

  private DynomiteCluster cluster(int racks) {
    return DynomiteCluster.builder().racks(racks).redis(redis).build().start();
  }

  private static void assertWarmed(WarmupStatus end) {
    assertEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
    assertTrue(end.handOver().held());
  }

  private static void assertSame(RackNode here, RackNode there) {
    KeyDifference difference = KeyComparer.compare(here.redis(), there.redis());
    assertTrue(difference.toString(), difference.isNone());
  }

  private static void assertServes(RackNode node) {
    assertEquals("State: NORMAL", node.dynomite().adminClient().get("/state/get_state").trim());
    assertEquals("master", node.redis().info("replication", "role"));
  }
}
