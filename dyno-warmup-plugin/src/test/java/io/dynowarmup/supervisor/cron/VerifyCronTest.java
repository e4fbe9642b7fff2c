// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor.cron;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.VerifyReport;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
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

/** Tests the engine with verifications by cron. The test acts as the timer. */
public class VerifyCronTest {
  private static final String EVERY_MINUTE = "0 * * * * ?";
  private static final long MINUTE = 60_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final List<Long> planned = new ArrayList<>();
  private Scenario s;
  private WarmupEngine engine;
  private VerifyCron cron;

  @Before
  public void node() {
    s = new Scenario(folder.getRoot().toPath());
    engine = new WarmupEngine(s.host);
    cron = new VerifyCron(s.host, engine, planned::add);
  }

  @After
  public void close() {
    engine.close();
  }

  private void assertNextMinuteIsPlanned(long millis) {
    long at = s.host.ticker().epochMillis() + millis;
    assertEquals("at the full minute", 0, at % MINUTE);
    assertTrue(millis + " ms", millis > 0 && millis <= 2 * MINUTE);
  }

  @Test
  public void nothingIsPlannedWhereNothingIsWanted() {
    cron.plan();
    assertEquals(Collections.emptyList(), planned);
  }

  @Test
  public void eachOnePlansTheNext() {
    s.with("verify.cron", EVERY_MINUTE).with("verify", "sample");

    cron.plan();
    assertNextMinuteIsPlanned(planned.get(0));

    cron.due();
    assertEquals("sample", engine.verification().mode().get());
    assertEquals("and the next one", 2, planned.size());
  }

  @Test
  public void allKeysWhereNothingFollowsARun() {
    s.with("verify.cron", EVERY_MINUTE);
    cron.due();
    assertEquals("full", engine.verification().mode().get());
  }

  @Test
  public void whileTheNodeIsBusyItIsSkippedAndTheNextOnePlanned() {
    s.with("verify.cron", EVERY_MINUTE);
    engine.close();

    cron.due();

    assertEquals(VerifyReport.State.NONE, engine.verification().state());
    assertEquals(1, planned.size());
  }

  @Test
  public void aWrongExpressionIsNamed() {
    s.with("verify.cron", "daily");
    WarmupException e = assertThrows(WarmupException.class, cron::plan);
    assertEquals(Reason.BAD_CONFIG, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("verify.cron=daily"));
    cron.due();
    assertEquals(Collections.emptyList(), planned);
  }

  @Test
  public void oneThatNeverComesIsNotPlanned() {
    s.with("verify.cron", "0 0 3 * * ? 2001");
    cron.plan();
    assertEquals(Collections.emptyList(), planned);
  }
}
