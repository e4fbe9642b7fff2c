// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.time.Duration;
import org.junit.Test;

/** The node's own Dynomite is down or goes down. */
public class StartedDynomiteIT extends Scenario {
  /** Writes are lost until the peer has reconnected. */
  @Test
  public void itIsStartedAndItsPeerComesBackLate() {
    cluster();
    Filler.strings(source().redis(), 500, 100);
    WriteLoad load = load(Workload.versions("v:", 200, 20), 1_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 500);
    cold().dynomite().kill();
    // The peer retries after 1 s, and then after another 2 s.
    Await.holdsFor("down", Duration.ofMillis(1_300), () -> !cold().dynomite().isRunning());

    WarmupStatus end = starting().atStartup();

    long at = load.acked();
    Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + 500);
    assertWarmed(end);
    assertEquals(1, end.peersExpected().orElse(-1));
    assertTrue(
        "peers connected: " + end.peersConnected().orElse(-1),
        end.peersConnected().orElse(-1) >= 1);
    assertNothingLost(load, source(), cold());
    endsWell();
  }

  @Test
  public void itDiesDuringTheTransferAndIsStartedAgain() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    WarmedNode warmup = starting();
    warmup.engine().start(WarmupRequest.atStartup());
    awaitReplica();
    cold().dynomite().kill();
    Await.until(
        "Dynomite in STANDBY again",
        LIMIT,
        // Asked only after the start: an earlier request would crash Dynomite.
        () ->
            cold().dynomite().isRunning()
                && warmup.engine().status().dynomiteState().orElse("").equals("STANDBY"));
    cluster.link(1, 0).redis().bandwidth(0);

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    endsWell();
  }

  /**
   * The data has arrived and Redis is a master, but Dynomite does not serve: the run is not a
   * success.
   */
  @Test
  public void itDiesDuringTheTransferAndIsNotOursToStart() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    cluster.link(1, 0).redis().bandwidth(60_000);
    WarmedNode warmup = warmup().set("restore.msec", 1_000);
    warmup.engine().start(WarmupRequest.atStartup());
    awaitReplica();
    cold().dynomite().kill();
    cluster.link(1, 0).redis().bandwidth(0);

    WarmupStatus end = warmup.end();

    assertEnded(WarmupOutcome.FAILED, Reason.RESTORE_FAILED, end);
    assertSays("Dynomite no longer answers on its admin port", end.reason());
    cold().dynomite().start();
    cluster.awaitPeersConnected();
    endsWell();
  }

  @Test
  public void itIsDownAndNoWarmUpIsAllowed() {
    cluster();
    cold().dynomite().kill();

    WarmupStatus end = starting().set("force", false).set("bootstrap", false).atStartup();

    assertEnded(WarmupOutcome.SKIPPED, Reason.NOT_ALLOWED, end);
    assertSays("Dynomite did not run and was started", end.reason());
    assertServes(cold());
  }

  private WarmedNode starting() {
    return closeLater(WarmedNode.starting(cold())).set("force", true);
  }

  private void awaitReplica() {
    Await.until(
        "a replica",
        LIMIT,
        () ->
            "slave".equals(cold().redis().info("replication", "role"))
                && cold().dynomite().adminClient().state().equals("STANDBY"));
  }

  private void endsWell() {
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }
}
