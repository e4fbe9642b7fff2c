// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeFalse;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.dynomite.cluster.RealDynomite;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import org.junit.Before;
import org.junit.Test;

/** Gossip resets Dynomite to NORMAL, whatever state was set. */
public class GossipIT extends Scenario {
  @Before
  public void onlyWhereGossipCanBeMade() {
    assumeFalse("Only the stand-in can be made to hear gossip", RealDynomite.binary().isPresent());
  }

  @Test
  public void theStateIsSetAgainDuringTheTransfer() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    WarmedNode warmup = warmup();
    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.TRANSFER);
    for (int i = 0; i < 3; i++) {
      awaitState("STANDBY");
      cold().dynomite().resetToNormalByGossip();
    }
    awaitState("STANDBY");
    cluster.link(1, 0).redis().bandwidth(0);

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  /**
   * A write that arrives between the reset and the detach meets a replica, which refuses it. The
   * source receives it only later. The rate is so low that no write is queued yet: a queue would
   * delay the writes behind it.
   */
  @Test
  public void noWriteIsLostToAResetInTheHandOver() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    RackNode entry = cluster.node(2);
    cluster.link(2, 0).peer().delay(150);
    WriteLoad load =
        closeLater(WriteLoad.start(entry.dynomite().client(), Workload.uniqueSets("w:", 20), 50));
    Await.until("writes flow", LIMIT, () -> load.acked() > 20);
    Strike reset = Strike.inWritesOnly(cold(), () -> cold().dynomite().resetToNormalByGossip());
    WarmupStatus end =
        closeLater(reset.beside(cold()))
            .set("force", true)
            .set("strategy", "replication")
            .set("source", "rack1")
            .set("handover.settle.msec", 300)
            .atStartup();

    assertTrue("it came to WRITES_ONLY", reset.struck());

    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 20);
    assertWarmed(end);
    assertNothingLost(load, source(), cold());
    assertSame(cold(), source());
    assertServes(cold());
  }

  private void awaitState(String state) {
    Await.until(state, LIMIT, () -> cold().dynomite().adminClient().state().equals(state));
  }
}
