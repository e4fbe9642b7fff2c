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
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.warmup.Calls.Call;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.junit.Test;

/** When the budget is spent, the node serves with as much data as possible. */
public class BudgetIT extends Scenario {
  private static final Duration BUDGET = Duration.ofSeconds(30);

  /** Returns a warm-up whose budget is spent at this moment, however fast the machine is. */
  private WarmedNode spentWhen(BiPredicate<Call, WarmupStatus> moment) {
    WarmedNode[] node = new WarmedNode[1];
    node[0] = closeLater(Strike.when(moment, () -> node[0].leap(BUDGET)).beside(cold()));
    return node[0].set("msec.bootstraptime", BUDGET.toMillis());
  }

  @Test
  public void beforeTheDataHasArrived() {
    DynomiteCluster cluster = cluster(c -> c.withLinks());
    Servers.fillForSlowLoad(source(), 20);
    Filler.strings(cold().redis(), "own", 7, 10);
    cluster.link(1, 0).redis().bandwidth(60_000);

    WarmupStatus end =
        spentWhen((call, status) -> call.method().equals("replicaOf"))
            .set("force", true)
            .atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.BUDGET_SPENT, end);
    assertSays("30000 ms (msec.bootstraptime)", end.reason());
    assertSays("the node holds 7 keys", end.reason());
    assertFalse("a hand-over", end.phaseMillis().containsKey(WarmupPhase.HAND_OVER));
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  @Test
  public void afterAnotherSourceFailed() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks());
    for (int source : new int[] {0, 2}) {
      Servers.fillForSlowLoad(cluster.node(source), 20);
      cluster.link(1, source).redis().bandwidth(60_000);
    }
    AtomicReference<String> lost = new AtomicReference<>("");

    WarmupStatus end =
        spentWhen(
                (call, status) -> {
                  boolean attaches = call.method().equals("replicaOf");
                  if (attaches && lost.get().isEmpty()) {
                    String rack = status.source().orElseThrow().rack();
                    lost.set(rack);
                    cluster.node(source().rack().equals(rack) ? 0 : 2).redis().kill();
                    return false;
                  }
                  return attaches && !status.source().orElseThrow().rack().equals(lost.get());
                })
            .set("force", true)
            .atStartup();

    assertEnded(WarmupOutcome.FAILED, Reason.BUDGET_SPENT, end);
    assertSays("had arrived", end.reason());
    assertSays(", after a failure: ", end.reason());
    assertServes(cold());
  }

  /** A load cannot be interrupted, not even by an abort. */
  @Test
  public void whileTheDataIsLoading() {
    cluster();
    Servers.fillForSlowLoad(source(), 50);
    Servers.loadSlowly(cold(), 100);
    WarmedNode warmup =
        spentWhen(
            (call, status) ->
                status.phase() == WarmupPhase.TRANSFER && !status.progress().endable());

    warmup.engine().start(WarmupRequest.atStartup());
    warmup.awaitPhase(WarmupPhase.RESTORE);
    warmup.engine().abort("too late");
    WarmupStatus end = warmup.end();

    assertEnded(WarmupOutcome.PARTIAL, Reason.BUDGET_SPENT, end);
    assertSays("while the data was loading; it was kept", end.reason());
    assertSays("the node holds 50 keys", end.reason());
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

    AtomicLong caughtUpFrom = new AtomicLong(Long.MAX_VALUE);
    WarmupStatus end =
        spentWhen(
                (call, status) -> {
                  if (status.phase() == WarmupPhase.CATCH_UP) {
                    caughtUpFrom.compareAndSet(Long.MAX_VALUE, load.acked());
                  }
                  return load.acked() - 2_000 > caughtUpFrom.get();
                })
            .set("force", true)
            .set("strategy", "replication")
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
