// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import java.time.Duration;
import org.junit.Test;

/** An abort ends a run in any phase, and the node serves with the data it has. */
public class AbortIT extends Scenario {
  @Test
  public void whileItWaitsForTheLocalRedis() {
    cluster();
    cold().redis().kill();
    WarmedNode warmup = warmup();
    warmup.engine().start(WarmupRequest.atStartup());
    Await.holdsFor(
        "waiting for Redis",
        Duration.ofMillis(300),
        () -> warmup.engine().status().phase() == WarmupPhase.PREFLIGHT);

    abort(warmup, WarmupPhase.PREFLIGHT);

    cold().redis().start();
    awaitServed();
  }

  @Test
  public void whileThePeersAreAsked() {
    cluster();
    Filler.strings(cold().redis(), "own", 7, 10);
    Untouched before = Untouched.of(cold());
    source().redis().freeze();
    WarmedNode warmup = start(WarmupPhase.SELECT_SOURCE);

    WarmupStatus end = abort(warmup, WarmupPhase.SELECT_SOURCE);

    source().redis().thaw();
    assertUntouched(before, end);
    assertServes(cold());
  }

  @Test
  public void duringTheTransfer() {
    slowCluster();
    WarmedNode warmup = start(WarmupPhase.TRANSFER);
    awaitReplica();

    WarmupStatus end = abort(warmup, WarmupPhase.TRANSFER);

    assertSays("the node holds 7 keys", end.reason());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void whileTheDataIsLoading() {
    cluster();
    Servers.fillForSlowLoad(source(), 30);
    Servers.loadSlowly(cold(), 100);
    WarmedNode warmup = start(WarmupPhase.TRANSFER);
    Await.until("loading", LIMIT, () -> !warmup.engine().status().progress().endable());

    WarmupStatus end = abort(warmup, WarmupPhase.TRANSFER);

    assertSays("the node holds 30 keys", end.reason());
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void whileItCatchesUp() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), 200, 100);
    WriteLoad load = load(Workload.versions("v:", 100, 500), 2_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);
    cluster.link(1, 0).redis().bandwidth(100_000);
    WarmedNode warmup = start(WarmupPhase.CATCH_UP);

    abort(warmup, WarmupPhase.CATCH_UP);

    load.stop();
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void duringTheHandOver() {
    cluster();
    Filler.strings(source().redis(), 200, 100);
    WarmedNode[] node = new WarmedNode[1];
    Strike abort = Strike.inWritesOnly(cold(), () -> node[0].engine().abort("a test wants it"));
    node[0] =
        closeLater(abort.beside(cold()))
            .set("handover.settle.msec", 1_000)
            .set("handover.msec", 2_000);
    node[0].engine().start(WarmupRequest.atStartup());

    WarmupStatus end = assertAborted(node[0], WarmupPhase.HAND_OVER);
    assertTrue("it came to WRITES_ONLY", abort.struck());

    assertEquals(1, end.handOver().tries());
    assertFalse("a barrier that held", end.handOver().held());
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void bySettingBootstrapToFalseDuringAStartUpRun() {
    slowCluster();
    WarmedNode warmup = start(WarmupPhase.TRANSFER);
    awaitReplica();

    warmup.set("bootstrap", false);

    Await.until(
        "the end of the run", Duration.ofSeconds(10), () -> !warmup.engine().status().running());
    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, warmup.end());
    assertSays("bootstrap was set to false", warmup.end().reason());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void byEndingTheProgram() {
    slowCluster();
    WarmedNode warmup = start(WarmupPhase.TRANSFER);
    awaitReplica();

    warmup.engine().close();

    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, warmup.engine().status());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  /**
   * Starts a cluster in which the transfer takes more than a minute. The cold node holds 7 keys of
   * its own.
   */
  private void slowCluster() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    Filler.strings(cold().redis(), "own", 7, 10);
    cluster.link(1, 0).redis().bandwidth(60_000);
  }

  private WarmedNode start(WarmupPhase until) {
    WarmedNode warmup = warmup().set("force", true).set("strategy", "replication");
    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(until);
    return warmup;
  }

  private void awaitReplica() {
    Await.until(
        "a replica",
        LIMIT,
        () ->
            "slave".equals(cold().redis().info("replication", "role"))
                && cold().dynomite().adminClient().state().equals("STANDBY"));
  }

  private static WarmupStatus abort(WarmedNode warmup, WarmupPhase in) {
    warmup.engine().abort("a test wants it");
    return assertAborted(warmup, in);
  }

  private static WarmupStatus assertAborted(WarmedNode warmup, WarmupPhase in) {
    WarmupStatus end = warmup.end();
    assertEnded(WarmupOutcome.ABORTED, Reason.ABORTED, end);
    assertSays("a test wants it", end.reason());
    assertTrue(end.phaseMillis().toString(), end.phaseMillis().containsKey(in));
    for (WarmupPhase later : WarmupPhase.values()) {
      if (later.ordinal() > in.ordinal() && later != WarmupPhase.RESTORE) {
        assertFalse(later + " after " + in, end.phaseMillis().containsKey(later));
      }
    }
    return end;
  }

  private void awaitServed() {
    Await.until(
        "Dynomite has found its Redis again",
        LIMIT,
        () -> {
          assertServes(cold());
          return true;
        });
  }
}
