// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class WarmedTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(20);

  @Test
  public void anEmptyNodeIsWarmed() {
    Scenario s = new Scenario(folder.getRoot().toPath()).written(1_000, 2, 1);
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    s.assertRestored();
  }

  @Test
  public void theWallClockThatIsSetBackChangesNoTimeOfARun() {
    Scenario s = new Scenario(folder.getRoot().toPath());
    s.entering(WarmupPhase.TRANSFER, () -> s.world.time().setBack(7_200_000));

    WarmupStatus end = s.run();

    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    long sum = end.phaseMillis().values().stream().mapToLong(millis -> millis).sum();
    assertTrue(end.phaseMillis().toString(), sum > 0 && sum <= end.elapsedMillis());
    assertTrue(end.elapsedMillis() + " ms", end.elapsedMillis() < 60_000);
    s.assertRestored();
  }
}
