// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.AnyRedis;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/** When the budget is spent, the node serves with as much data as possible. */
@AnyRedis
public class BudgetIT extends Scenario {
  @Test
  public void beforeTheDataHasArrived() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    Filler.strings(cold().redis(), "own", 7, 10);
    cluster.link(1, 0).redis().bandwidth(400_000);

    WarmupStatus end = warmup().set("force", true).set("msec.bootstraptime", 1_500).atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.BUDGET_SPENT, end);
    assertSays("1500 ms (msec.bootstraptime)", end.reason());
    assertSays("the node holds 7 keys", end.reason());
    assertFalse("a hand-over", end.phaseMillis().containsKey(WarmupPhase.HAND_OVER));
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  /** A load cannot be interrupted, not even by an abort. */
  @Test
  public void whileTheDataIsLoading() {
    cluster();
    Servers.fillForSlowLoad(source(), 40);
    Servers.loadSlowly(cold(), 100);
    WarmedNode warmup = warmup().set("msec.bootstraptime", 2_000);

    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.RESTORE);
    warmup.engine().abort("too late");
    WarmupStatus end = warmup.end();

    assertEnded(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT, end);
    assertSays("while the data was loading; it was kept", end.reason());
    assertSays("the node holds 40 keys", end.reason());
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void afterTheLoadWithBytesMissing() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Filler.strings(source().redis(), 200, 100);
    WriteLoad load = load(Workload.versions("v:", 100, 500), 2_000);
    Await.until("writes flow", LIMIT, () -> load.acked() > 1_000);
    // A tenth of what is written.
    cluster.link(1, 0).redis().bandwidth(100_000);

    WarmupStatus end =
        warmup()
            .set("force", true)
            .set("strategy", "replication")
            .set("msec.bootstraptime", 3_000)
            .atStartup();

    load.stop();
    assertEnded(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT, end);
    assertFalse("a barrier that held", end.handOver().held());
    assertEquals(1, end.handOver().tries());
    assertTrue(end.reason(), end.reason().matches(".*; [1-9][0-9]* bytes .* are missing here.*"));
    assertServes(cold());
    assertReplicates(source(), cold());
    assertTrue("keys " + cold().redis().keys(), cold().redis().keys() >= 300);
  }
}
