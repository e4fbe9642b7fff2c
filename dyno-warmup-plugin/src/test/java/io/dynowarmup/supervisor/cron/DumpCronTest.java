// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor.cron;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.report.DumpReport;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.fakes.HungStoreFactory;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests the engine with dumps by cron. The test acts as the timer. */
public class DumpCronTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final List<Long> planned = new ArrayList<>();
  private Scenario s;
  private WarmupEngine engine;
  private DumpCron cron;

  @Before
  public void node() {
    s = new Scenario(folder.getRoot().toPath());
    engine = new WarmupEngine(s.host);
    cron = new DumpCron(s.host, engine::dumpAndExpire, planned::add);
  }

  @After
  public void close() {
    engine.close();
  }

  private DumpReport ended() {
    while (engine.dumped().state() == DumpReport.State.RUNNING) {
      Thread.yield();
    }
    return engine.dumped();
  }

  @Test
  public void nothingIsPlannedWhereNothingIsWanted() {
    cron.plan();
    assertEquals(Collections.emptyList(), planned);
    assertEquals(DumpReport.State.NONE, engine.dumped().state());
    assertTrue(engine.dumped().text().startsWith("NONE"));
  }

  @Test
  public void aDumpThatCannotBeMadeFailsAndTheNextIsPlanned() {
    String store = "file://" + folder.getRoot() + "/not/mounted";
    s.with("dump.cron", "0 * * * * ?").with("chunks.store", store);
    cron.plan();

    cron.due();

    DumpReport report = ended();
    assertEquals(report.text(), DumpReport.State.FAILED, report.state());
    assertTrue(report.text(), !report.reason().isEmpty());
    assertTrue(report.text(), report.startedEpochMillis().isPresent());
    assertEquals("and the next one", 2, planned.size());
  }

  @Test
  public void aDumpWhoseStoreHangsFails() {
    s.with("chunks.store", HungStoreFactory.URI).local.holding(70);
    s.world.keys = endpoint -> new FakeData(endpoint.toString());

    engine.dump(true);

    DumpReport report = ended();
    assertEquals(report.text(), DumpReport.State.FAILED, report.state());
    assertEquals("hung:/// has not answered for 10:00 min", report.reason());
  }

  @Test
  public void aScheduleWithoutAStoreFailsAloud() {
    s.with("dump.cron", "0 * * * * ?");

    cron.due();

    assertEquals(DumpReport.State.FAILED, ended().state());
    assertTrue(ended().text(), ended().reason().contains("chunks.store is not set"));
    WarmupException e = assertThrows(WarmupException.class, () -> engine.dump(false));
    assertEquals("a request is refused", Reason.BAD_CONFIG, e.reason());
  }

  @Test
  public void afterTheEndItIsSkippedAndTheNextOnePlanned() {
    s.with("dump.cron", "0 * * * * ?");
    engine.close();

    cron.due();

    assertEquals(DumpReport.State.NONE, engine.dumped().state());
    assertEquals(1, planned.size());
  }

  @Test
  public void withoutADumpThereIsNoneToEnd() {
    WarmupException e = assertThrows(WarmupException.class, () -> engine.abortDump("a test"));
    assertEquals(Reason.NOT_RUNNING, e.reason());
  }
}
