// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.net.LagProxy;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** A hand-over that fails is rolled back: no old value comes back, and no write is lost. */
@RunWith(Parameterized.class)
public class BarrierIT extends Scenario {
  private static final int KEYS = 200;

  private DynomiteCluster cluster;
  private WriteLoad load;
  private VersionWatch watch;

  @Test
  public void theLineIsCutInTheMiddle() throws InterruptedException {
    underLoad();
    failsOnce(LagProxy::cut);
  }

  @Test
  public void theLineStallsInTheMiddle() throws InterruptedException {
    underLoad();
    failsOnce(LagProxy::stall);
  }

  @Test
  public void itNeverHolds() throws InterruptedException {
    underLoad();
    // By its settings the node is in sync, but it never receives all data: the bandwidth is a third
    // of what is written.
    cluster.link(1, 0).redis().bandwidth(60_000);

    WarmupStatus end =
        warmup()
            .set("force", true)
            .set("strategy", "replication")
            .set("bytes.sync.diff", 1_000_000_000)
            .set("reconcile.msec", 0)
            .atStartup();

    assertEnded(WarmupOutcome.PARTIAL, Reason.SOURCE_FAILED, end);
    assertEquals(3, end.handOver().tries());
    assertFalse("a barrier that held", end.handOver().held());
    assertTrue(end.reason(), end.reason().matches(".*; [1-9][0-9]* bytes .* are missing here.*"));
    cluster.link(1, 0).redis().bandwidth(0);
    endsWell();
  }

  private void underLoad() {
    cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), 1_000, 100);
    load = load(Workload.versions("v:", KEYS, 50), 2_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);
    watch = closeLater(VersionWatch.start(cold(), "v:", KEYS));
  }

  private interface Fault {
    void strike(LagProxy line);
  }

  private void failsOnce(Fault fault) throws InterruptedException {
    LagProxy line = cluster.link(1, 0).redis();
    WarmedNode warmup =
        closeLater(Strike.inTheMiddleOfWritesOnly(cold(), () -> fault.strike(line)).beside(cold()))
            .set("force", true)
            .set("strategy", "replication")
            .set("redis.timeout.msec", 500)
            .set("handover.settle.msec", 200);
    warmup.engine().start(WarmupRequest.atStartup());
    Await.until(
        "the first hand-over has failed",
        LIMIT,
        () -> warmup.engine().status().handOver().tries() > 0);
    line.heal();

    WarmupStatus end = warmup.end();

    assertWarmed(end);
    assertTrue("tries: " + end.handOver().tries(), end.handOver().tries() > 1);
    endsWell();
  }

  /**
   * Asserts that nothing was lost. Waits until every key was written again after the run, so that a
   * loss after the run shows too.
   */
  private void endsWell() throws InterruptedException {
    long at = load.acked();
    long read = watch.reads();
    Await.until(
        "reads, and writes of each key, after the warm-up",
        LIMIT,
        () -> load.acked() > at + 5 * KEYS && watch.reads() > read + 2 * KEYS);
    assertTrue("reads were refused in between", watch.refusals() > 0);
    assertNothingLost(load, source(), cold());
    watch.assertNoneFell();
    assertSame(cold(), source());
    assertServes(cold());
  }
}
