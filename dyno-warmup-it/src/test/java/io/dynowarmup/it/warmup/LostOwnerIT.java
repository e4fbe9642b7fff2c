// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.chunk.format.Manifest;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** A node of a new ring takes over the ranges of three old nodes, and one of these is lost. */
public class LostOwnerIT extends Scenario {
  private static final Long[] THREE = {1_400_000_000L, 2_800_000_000L, 4_200_000_000L};
  private static final int KEYS = 3_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private DynomiteCluster cluster;
  private RackNode lost;
  private RackNode cold;
  private Path store;

  /** The last node is the new ring. */
  @Before
  public void begin() {
    store = folder.getRoot().toPath().resolve("store");
    cluster =
        cluster(
            c ->
                c.racks(1)
                    .tokens(THREE)
                    .remoteRacks(1)
                    .remoteTokens(7L)
                    .settings(RingChange.PATIENT));
    List<RackNode> nodes = cluster.nodes();
    lost = nodes.get(1);
    cold = nodes.get(3);
    try (Jedis jedis = Checks.client(nodes.get(0).dynomite().client());
        Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        pipeline.set("key:" + i, "value " + i);
      }
    }
    Await.until("the keys", LIMIT, () -> cold.redis().keys() == KEYS);
    try (Jedis jedis = cold.redis().client()) {
      jedis.flushAll();
    }
  }

  private WarmedNode using(WarmedNode node) {
    return node.set("chunks.store", store.toUri()).set("remote.datacenters", true);
  }

  @Test
  public void itsRangeComesFromItsDumpAndTheRestFromTheLiveNodes() {
    Manifest dump = using(warmup(lost)).dump();
    AllKeys all =
        AllKeys.union(cluster.nodes().subList(0, 3).stream().map(RackNode::redis).toList());
    lost.redis().kill();
    lost.dynomite().kill();

    WarmupStatus end = using(warmup(cold)).set("strategy", "snapshot").atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NO_HEALTHY_SOURCE, end);
    assertSays(", " + dump.keys() + " keys were loaded from the dumps in ", end.reason());
    assertSays("state as of ", end.reason());
    assertEquals("nothing is missing", all.names(), AllKeys.of(cold.redis()).names());
    assertServes(cold);
  }
}
