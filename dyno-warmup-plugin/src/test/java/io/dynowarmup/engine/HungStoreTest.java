// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.PreflightReport;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.fakes.HungStoreFactory;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.strategy.copy.CopyStrategy;
import io.dynowarmup.strategy.snapshot.SnapshotStrategy;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** The volume with the dumps does not answer any more. */
public class HungStoreTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);
  private Scenario s;

  @Before
  public void aNodeWithDumps() {
    s = new Scenario(folder.getRoot().toPath()).with("chunks.store", HungStoreFactory.URI);
    s.world.keys = endpoint -> new FakeData(endpoint.toString());
    s.host.strategies.add(new CopyStrategy());
    s.host.strategies.add(new SnapshotStrategy());
  }

  @Test
  public void aNodeWithoutSourceGoesOnWithoutTheDumps() {
    s.with("strategy", "snapshot").source.down = true;
    WarmupStatus end = s.run(WarmupRequest.manual());
    assertEquals(end.reason(), WarmupOutcome.FAILED, end.outcome().get());
    assertTrue(end.reason(), end.reason().contains("hung:/// has not answered for 1:00 min"));
    s.assertRestored();
  }

  @Test
  public void autoChoosesAnotherStrategy() {
    s.with("source.may.fork", false);
    WarmupStatus end = s.run(WarmupRequest.manual());
    assertTrue(end.outcome().isPresent());
    assertTrue(end.toString(), end.strategy().get().startsWith("copy (auto: "));
    s.assertRestored();
  }

  @Test
  public void preflightAnswers() throws Exception {
    s.with("source.may.fork", false);
    PreflightReport report = new DryRun(s.host, WarmupRequest.manual()).report();
    assertFalse(report.text(), report.text().contains("snapshot"));
  }
}
