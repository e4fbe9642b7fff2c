// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.LoadReport;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.KeyComparer;
import io.dynowarmup.it.redis.KeyDifference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * No acknowledged write is lost in the hand-over, whatever the round-trip time to the source.
 * {@code -Dhandover.runs=20} repeats each case.
 */
@RunWith(Parameterized.class)
public class HandOverUnderLoadIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ARRIVED = Duration.ofSeconds(60);
  private static final int RATE = Integer.getInteger("handover.rate", 10_000);

  private final long delayMillis;
  private final boolean freshDynomite;

  public HandOverUnderLoadIT(long delayMillis, boolean freshDynomite, int run) {
    this.delayMillis = delayMillis;
    this.freshDynomite = freshDynomite;
  }

  @Parameters(name = "{0} ms, fresh Dynomite {1}, run {2}")
  public static List<Object[]> cases() {
    int runs = Integer.getInteger("handover.runs", 1);
    List<Object[]> cases = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      for (long delay : new long[] {20, 100}) {
        cases.add(new Object[] {delay, run % 2 == (delay == 20 ? 0 : 1), run});
      }
    }
    return cases;
  }

  /** The replication link lags, and the writes enter through the source's Dynomite. */
  @Test
  public void farSource() {
    try (DynomiteCluster cluster = DynomiteCluster.builder().racks(2).withLinks().build().start()) {
      cluster.link(1, 0).redis().delay(delayMillis);
      warmUnderLoad(cluster, cluster.node(0), cluster.node(1));
    }
  }

  /**
   * The writes enter through a third rack whose path to the source is longer than its path to this
   * node.
   */
  @Test
  public void writesThatReachUsBeforeTheSource() {
    try (DynomiteCluster cluster = DynomiteCluster.builder().racks(3).withLinks().build().start()) {
      cluster.link(2, 0).peer().delay(delayMillis);
      warmUnderLoad(cluster, cluster.node(2), cluster.node(1));
    }
  }

  /** Returns the complaints in the logs of all Dynomites. */
  private static String logs(DynomiteCluster cluster) {
    StringBuilder all = new StringBuilder();
    for (RackNode n : cluster.nodes()) {
      all.append("\n--- ").append(n).append('\n');
      n.dynomite()
          .log()
          .lines()
          .filter(line -> !line.contains("Swallowing") && !line.contains("CONN_CLIENT"))
          .forEach(line -> all.append(line).append('\n'));
    }
    return all.toString();
  }

  private void warmUnderLoad(DynomiteCluster cluster, RackNode entry, RackNode cold) {
    cluster.awaitPeersConnected();
    Filler.strings(cluster.node(0).redis(), 50_000, 100);
    WriteLoad load =
        WriteLoad.start(entry.dynomite().client(), Workload.uniqueSets("w:", 20), RATE);
    Await.until("writes flow", LIMIT, () -> load.acked() > RATE / 2);
    if (freshDynomite) {
      cold.dynomite().kill();
    }
    try (WarmedNode node = WarmedNode.starting(cold);
        StallMeter machine = StallMeter.start();
        AnswerMeter source = AnswerMeter.of(cluster.node(0).redis())) {
      node.set("force", true).set("strategy", "replication").set("source", cluster.node(0).rack());
      WarmupStatus end = node.byHand();
      long stalledMillis = machine.longestMillis();
      long answeredMillis = source.longestMillis();
      long at = load.acked();
      Await.until("writes after the warm-up", LIMIT, () -> load.acked() > at + RATE / 2);
      LoadReport report = load.stop();
      System.out.printf(
          "delay %d ms, fresh %s: %s, WRITES_ONLY %d ms, settle %d ms, tries %d, peers %d of %d%n",
          delayMillis,
          freshDynomite,
          end.outcome().orElse(null),
          end.handOver().writesOnlyMillis().orElse(-1),
          end.handOver().settleMillis().orElse(-1),
          end.handOver().tries(),
          end.peersConnected().orElse(-1),
          end.peersExpected().orElse(-1));
      assertEquals(end.reason(), WarmupOutcome.WARMED, end.outcome().orElse(null));
      assertEquals(report.toString(), report.sent(), report.acked());
      // A machine that stops for a moment stops the hand-over, too. So does a busy server, which is
      // asked for M, for the role and for the state.
      long most =
          2 * delayMillis
              + end.handOver().settleMillis().orElse(-1)
              + 150
              + stalledMillis
              + 3 * answeredMillis;
      assertTrue(
          "WRITES_ONLY lasted "
              + end.handOver().writesOnlyMillis().orElse(-1)
              + " ms, allowed "
              + most,
          end.handOver().writesOnlyMillis().orElse(-1) <= most);
      for (RackNode n : List.of(cluster.node(0), cold)) {
        Await.until(
            () -> n + ": " + load.check(n.redis()) + logs(cluster),
            ARRIVED,
            () -> load.check(n.redis()).lost() == 0);
      }
      KeyDifference difference = KeyComparer.compare(cold.redis(), cluster.node(0).redis());
      assertTrue(difference.toString(), difference.isNone());
    }
  }
}
