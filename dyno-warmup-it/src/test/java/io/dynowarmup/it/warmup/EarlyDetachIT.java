// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;
import static io.dynowarmup.it.warmup.Checks.assertNothingLost;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.ReconcileReport;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.NodeSettings;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/**
 * A hand-over whose time in WRITES_ONLY is too short: the node is detached before everything has
 * arrived, and what the source has executed shows what is missing. {@code -Dearly.rate=} sets the
 * writes per second, {@code -Dearly.delay=} the way to the source in ms.
 */
public class EarlyDetachIT extends Scenario {
  private static final int RATE = Integer.getInteger("early.rate", 600);
  private static final int DELAY = Integer.getInteger("early.delay", 100);
  private static final int COUNTERS = 50;

  /** WRITES_ONLY may last half as long as this timeout, which a marker exceeds. */
  private static final NodeSettings QUEUES_FOR_SHORT =
      NodeSettings.defaults().withTimeoutMillis(3 * DELAY);

  private WriteLoad sets;
  private WriteLoad counters;

  /** Writes take longer through the source than to the node, so that some of them are missing. */
  private WarmedNode underLoad() {
    DynomiteCluster cluster = cluster(c -> c.racks(3).withLinks().settings(QUEUES_FOR_SHORT));
    cluster.link(1, 0).redis().delay(DELAY);
    cluster.link(1, 2).redis().delay(DELAY);
    cluster.link(2, 0).peer().delay(DELAY, 0);
    Filler.strings(source().redis(), 1_000, 50);
    Filler.strings(cluster.node(2).redis(), 1_000, 50);
    sets = writing(cluster, Workload.uniqueSets("s:", 20));
    counters = writing(cluster, Workload.counters("c:", COUNTERS));
    return warmup()
        .set("force", true)
        .set("source", source().rack())
        .set("strategy", "replication");
  }

  private WriteLoad writing(DynomiteCluster cluster, Workload workload) {
    WriteLoad load =
        closeLater(WriteLoad.start(cluster.node(2).dynomite().client(), workload, RATE / 2));
    Await.until("writes flow", LIMIT, () -> load.acked() > RATE / 4);
    return load;
  }

  private void endsEqual() {
    long at = sets.acked();
    Await.until("writes after the warm-up", LIMIT, () -> sets.acked() > at + RATE / 4);
    counters.stop();
    assertNothingLost(sets, source(), cold());
    assertSame(cold(), source());
    assertServes(cold());
    assertEquals("0", source().redis().info("replication", "connected_slaves"));
  }

  @Test
  public void whatIsMissingIsAdded() {
    WarmupStatus end = underLoad().set("reconcile.msec", 40_000).byHand();

    assertWarmed(end);
    assertSays("detached early: ", end.handOver().settleNote());
    ReconcileReport report = end.handOver().reconciled().orElseThrow();
    System.out.println(
        "early detach: " + report + "; " + end.handOver().settleNote() + "; " + end.phaseMillis());
    assertEquals(report.toString(), 0, report.keysInDoubt().orElse(-1));
    assertTrue(report.toString(), report.added() > 0);
    assertEquals(end.warnings().toString(), 1, end.handOver().tries());
    endsEqual();
  }

  @Test
  public void withoutReconcileItIsTriedAgainAndEndsAsPartial() {
    WarmupStatus end = underLoad().set("reconcile.msec", 0).set("handover.tries", 2).byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.SOURCE_FAILED, end);
    assertEquals(2, end.handOver().tries());
  }

  /** This counter is never quiet for as long as a cut takes. */
  @Test
  public void aKeyThatCannotBeDecidedIsNamedAndTheNodeIsNotCalledWarmed() {
    WarmedNode node = underLoad().set("reconcile.msec", 15_000);
    closeLater(WriteLoad.start(source().dynomite().client(), Workload.counters("hot:", 1), 2_000));

    WarmupStatus end = node.byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertSays("1 key in doubt: hot:0", end.reason());
    assertTrue(end.handOver().keysInDoubt().orElse(0) > 0);
    assertServes(cold());
  }

  @Test
  public void aSourceThatDiesMeanwhileLeavesAPartialNode() {
    WarmedNode[] node = new WarmedNode[1];
    underLoad();
    Strike strike = Strike.in(WarmupPhase.RECONCILE, () -> source().redis().kill());
    node[0] =
        closeLater(strike.beside(cold()))
            .set("force", true)
            .set("source", source().rack())
            .set("strategy", "replication")
            .set("reconcile.msec", 3_000);

    WarmupStatus end = node[0].byHand();

    assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    assertSays("it is not known what is missing", end.reason());
    assertServes(cold());
  }
}
