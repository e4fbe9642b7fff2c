// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertWarmed;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.redis.Filler;
import org.junit.Test;

/** A wall clock that is set back: Quartz fires nothing until the clock has caught up. */
public class SetBackClockIT extends Scenario {
  @Test
  public void theWatchContinues() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    WatchedNode node = closeLater(WatchedNode.of(cold())).awaitWarm();
    node.quartzStandsStill();

    cold().redis().kill();

    node.awaitStates("DOWN", "STANDBY");
    cold().redis().start();
    assertWarmed(node.awaitRun(2));
    node.awaitStates("UP", "NORMAL");
    assertServes(cold());
  }

  @Test
  public void aStartThatFailedIsTriedAgain() throws Exception {
    cluster();
    Filler.strings(source().redis(), 500, 20);
    source().redis().kill();
    WatchedNode node = closeLater(WatchedNode.of(cold(), "retry.pause.msec=1000"));
    assertEquals("FAILED", node.awaitRun(1).outcome().get().name());
    node.quartzStandsStill();
    int begun = Integer.parseInt(node.warmup().status().runId().get());
    source().redis().start();
    Filler.strings(source().redis(), 500, 20);

    assertWarmed(node.awaitWarmedAfter(begun));
    assertServes(cold());
  }
}
