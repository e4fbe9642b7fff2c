// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import org.junit.Test;

/**
 * A Dynomite with several connections to its Redis has as many queues, and each of them must be
 * flushed.
 */
public class StorageConnectionsIT extends Scenario {
  @Test
  public void fourOfThemLoseNothing() {
    cluster(
        c ->
            c.settings(
                NodeSettings.defaults().withDatastoreConnections(4).withPeerConnections(4, 1)));
    WriteLoad unique = load(Workload.uniqueSets("w:", 20), 2_000, 8);
    WriteLoad versions = load(Workload.versions("v:", 400, 20), 2_000, 8);
    Await.until("writes flow", LIMIT, () -> unique.acked() + versions.acked() > 4_000);

    // Long enough that each connection has a queue.
    WarmupStatus end =
        warmup()
            .set("force", true)
            .set("strategy", "replication")
            .set("handover.settle.msec", 100)
            .atStartup();

    long at = unique.acked();
    Await.until("writes after the warm-up", LIMIT, () -> unique.acked() > at + 1_000);
    assertWarmed(end);
    assertNothingLost(unique, source(), cold());
    assertNothingLost(versions, source(), cold());
    assertSame(cold(), source());
    assertServes(cold());
  }

  private WriteLoad load(Workload workload, int perSecond, int connections) {
    return closeLater(
        WriteLoad.start(source().dynomite().client(), workload, perSecond, connections));
  }
}
