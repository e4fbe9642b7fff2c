// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The name of the source leads Redis to another server than the run is connected to. */
public class AnotherServerTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Scenario s;

  @Before
  public void aNameWithTwoAddresses() {
    s = new Scenario(folder.getRoot().toPath()).written(200, 6, 1);
    FakeRedis other = s.world.redis("other", 22209).holding(77);
    s.source.linksLeadTo = other;
  }

  @Test
  public void itsDataIsDroppedAndTheNodeServes() {
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertTrue(end.reason(), end.reason().contains("give each node an address of its own"));
    assertTrue("the stall would take longer", end.elapsedMillis() < 15_000);
    assertTrue(end.warnings().toString(), end.warnings().toString().contains("were dropped"));
    assertEquals(0, s.local.bulk());
    s.assertRestored();
  }

  @Test
  public void theNextSourceIsTaken() {
    s.secondSource();
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertEquals(22202, end.source().get().redis().port());
    assertEquals(Scenario.KEYS, s.local.bulk());
  }
}
