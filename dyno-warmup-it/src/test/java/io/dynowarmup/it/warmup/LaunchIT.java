// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

/** All nodes of an empty cluster are started together, each with its own warm-up. */
public class LaunchIT extends Scenario {
  private List<WarmedNode> startAll(DynomiteCluster cluster) {
    List<WarmedNode> all = cluster.nodes().stream().map(this::warmup).collect(Collectors.toList());
    all.forEach(node -> node.engine().start(WarmupRequest.atStartup()));
    return all;
  }

  @Test
  public void twoEmptyNodesAreWarmedOneAfterTheOther() {
    DynomiteCluster cluster = cluster(b -> b.racks(2));

    startAll(cluster).forEach(node -> assertWarmed(node.end()));

    cluster.nodes().forEach(LaunchIT::assertIsOpenAndEmpty);
  }

  @Test
  public void threeEmptyNodesAreWarmedOneAfterTheOther() {
    DynomiteCluster cluster = cluster(b -> b.racks(3));

    startAll(cluster).forEach(node -> assertWarmed(node.end()));

    cluster.nodes().forEach(LaunchIT::assertIsOpenAndEmpty);
  }

  @Test
  public void clientsMayAlreadyWrite() {
    DynomiteCluster cluster = cluster(b -> b.racks(2));
    cluster.nodes().forEach(Checks::assertServes);
    WriteLoad load = load(Workload.uniqueSets("live", 50), 200);

    startAll(cluster).forEach(node -> assertWarmed(node.end()));

    load.stop();
    for (RackNode node : cluster.nodes()) {
      Await.until(
          () -> load.check(node.redis()).toString(),
          LIMIT,
          () -> load.check(node.redis()).lost() == 0);
    }
  }

  private static void assertIsOpenAndEmpty(RackNode node) {
    assertServes(node);
    assertEquals("master", node.redis().info("replication", "role"));
  }
}
