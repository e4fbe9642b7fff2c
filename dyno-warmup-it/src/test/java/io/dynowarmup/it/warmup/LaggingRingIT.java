// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertEnded;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.load.Workload;
import io.dynowarmup.it.load.WriteLoad;
import java.util.List;
import org.junit.Test;

/**
 * A new ring to which, or from which, writes take longer than the time after which a comparison
 * takes a difference for one that stays (1 s), but not longer than the comparison at the end allows
 * (2 s). Each key is written too seldom to be one of those that only a hand-over makes equal.
 */
public class LaggingRingIT extends Scenario {
  private static final Long[] OLD = {2_000_000_000L, 4_000_000_000L};
  private static final Long[] NEW = {1_000_000_000L};
  private static final long LAG_MILLIS = 1_700;
  private static final int KEYS = 8_000;
  private static final int PER_SECOND = 400;

  private DynomiteCluster cluster;

  /** Delays what the nodes of one ring send to the other. */
  private void lag(int fromRack, int toRack, long millis) {
    for (RackNode from : cluster.nodesOf(fromRack)) {
      for (RackNode to : cluster.nodesOf(toRack)) {
        cluster.link(from, to).peer().delay(millis, 0);
      }
    }
  }

  private void change(int fromRack, int toRack, Workload writes) {
    change(NEW, "auto", LAG_MILLIS, fromRack, toRack, writes);
  }

  private void change(
      Long[] tokens, String strategy, long lagMillis, int fromRack, int toRack, Workload writes) {
    cluster = RingChange.linked(this, OLD, tokens);
    RingChange change = new RingChange(this, cluster).fill().empty();
    lag(fromRack, toRack, lagMillis);
    WriteLoad load =
        closeLater(WriteLoad.start(cluster.node(fromRack).dynomite().client(), writes, PER_SECOND));
    Await.until("writes on both sides", LIMIT, () -> load.acked() > 4 * PER_SECOND);

    List<WarmupStatus> ends = change.warm(strategy);

    load.stop();
    change.assertComplete();
    ends.forEach(LaggingRingIT::assertBrought);
  }

  /** Of so many writes on their way, the comparison at the end may not prove that all is equal. */
  private static void assertBrought(WarmupStatus end) {
    if (end.outcome().orElse(null) != WarmupOutcome.WARMED) {
      assertEnded(WarmupOutcome.PARTIAL, Reason.NOT_PROVEN, end);
    }
  }

  /** The bulk has copied the increments that are on their way to the new ring. */
  @Test
  public void aWriteThatReachesTheNewRingLateIsNotAppliedTwice() {
    change(0, 1, Workload.counters("c:", KEYS));
  }

  /**
   * All writes come from the data centre of the source, and take longer than several passes of a
   * comparison.
   */
  @Test
  public void norInANewDataCentreWithTheSameTokens() {
    change(OLD, "delta", 4_000, 0, 1, Workload.counters("c:", KEYS));
  }

  /** The new ring has the writes that are on their way to the source. */
  @Test
  public void aWriteThatReachesTheSourceLateIsNotLost() {
    change(1, 0, Workload.versions("v:", KEYS, 20));
  }
}
