// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import java.time.Duration;
import org.junit.Test;

public class DynomiteClusterIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  public void writesThroughOneRackArriveInAll() {
    try (DynomiteCluster cluster = DynomiteCluster.builder().racks(3).build().start()) {
      writesArriveEverywhere(cluster);
    }
  }

  @Test
  public void slowWaysDelayWritesButLoseNone() {
    try (DynomiteCluster cluster = DynomiteCluster.builder().withLinks().build().start()) {
      cluster.link(0, 1).delay(30);
      writesArriveEverywhere(cluster);
    }
  }

  private static void writesArriveEverywhere(DynomiteCluster cluster) {
    WriteLoad load =
        WriteLoad.start(cluster.node(0).dynomite().client(), Workload.uniqueSets("w:", 20), 10_000);
    Await.until(
        () -> "5,000 writes are done: " + load.report() + cluster.node(0).dynomite().log(),
        LIMIT,
        () -> load.acked() >= 5_000);
    LoadReport report = load.stop();
    assertEquals(report.toString(), report.sent(), report.acked());
    for (RackNode node : cluster.nodes()) {
      Await.until("all writes are in " + node, LIMIT, () -> load.check(node.redis()).isExact());
      KeyDifference difference = KeyComparer.compare(cluster.node(0).redis(), node.redis());
      assertTrue(difference.toString(), difference.isNone());
    }
  }
}
