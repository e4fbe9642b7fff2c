// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.WarmupOutcome;
import io.dynowarmup.WarmupRequest;
import io.dynowarmup.WarmupStatus;
import io.dynowarmup.it.redis.Filler;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Two runs on one node that do not share a state file. */
public class TwoRunsIT extends Scenario {
  private static final int KEYS = 3_000;

  private void exactlyOneGoesOn() {
    WarmedNode one = warmup();
    WarmedNode other = warmup();
    one.engine().start(WarmupRequest.manual());
    other.engine().start(WarmupRequest.manual());
    List<WarmupStatus> ends = List.of(one.end(), other.end());

    long warmed = ends.stream().filter(e -> e.outcome().get() == WarmupOutcome.WARMED).count();
    assertEquals(ends.toString(), 1, warmed);
    for (WarmupStatus end : ends) {
      if (end.outcome().get() != WarmupOutcome.WARMED) {
        assertEquals(end.reason(), Reason.ALREADY_RUNNING, end.reasonCode().get());
        assertSays("another process is warming this node up", end.reason());
      }
    }
    assertSame(cold(), source());
    try (Jedis jedis = cold().redis().client()) {
      assertEquals(Set.of("__dyno_warmup:node"), jedis.keys("__dyno_warmup:*"));
    }
  }

  @Test
  public void ofTwoReplicationsOneGoesOn() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);

    exactlyOneGoesOn();
  }

  @Test
  public void ofTwoComparisonsOneGoesOn() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);
    Filler.strings(cold().redis(), KEYS - 200, 100);

    exactlyOneGoesOn();
  }

  @Test
  public void aClaimOfARunThatWasKilledKeepsItsOwnNextRunFromNothing() {
    cluster();
    Filler.strings(source().redis(), KEYS, 100);
    try (Jedis jedis = cold().redis().client()) {
      String runId = cold().redis().info("server", "run_id");
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=" + runId + " by=1@x",
          SetParams.setParams().px(30_000));

      WarmupStatus refused = warmup().byHand();
      assertEquals(refused.reason(), Reason.ALREADY_RUNNING, refused.reasonCode().get());
      assertEquals(0, cold().redis().keys());

      // it came with somebody's data, or from before a restart
      jedis.set(
          "__dyno_warmup:run",
          "v=1 owner=another run_id=older by=1@x",
          SetParams.setParams().px(30_000));
      assertEquals(WarmupOutcome.WARMED, warmup().byHand().outcome().get());
    }
  }
}
