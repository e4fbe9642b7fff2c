// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeRecord;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Unlike a source that an operator names, a preferred one is subject to all rules. */
public class PreferredSourceTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;

  @Before
  public void anEmptyNode() {
    s = new Scenario(folder.getRoot().toPath());
  }

  private static void coldByItsOwnRecord(FakeRedis redis, String rack) {
    NodeRecord record =
        NodeRecord.of(NodeRecord.State.COLD, "dc/" + rack, redis.runId(), 1, "copy", "");
    redis.infoOverrides.put("dyno_warmup_record", record.text());
  }

  private WarmupStatus preferring(String rack) {
    return s.run(WarmupRequest.manual().preferring(rack));
  }

  private void assertFrom(String rack, WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertEquals(rack, end.source().get().rack());
  }

  @Test
  public void itIsTakenBeforeABetterOne() {
    s.secondSource();
    assertFrom("r3", preferring("r3"));
    s = new Scenario(folder.getRoot().toPath().resolve("again"));
    s.secondSource();
    assertFrom("r2", preferring("r2"));
  }

  @Test
  public void aColdOneIsPassedOver() {
    coldByItsOwnRecord(s.secondSource(), "r3");
    assertFrom("r2", preferring("r3"));
  }

  @Test
  public void anEmptyOneIsPassedOver() {
    s.secondSource().holding(0);
    assertFrom("r2", preferring("r3"));
  }

  @Test
  public void theOnlyOneIsAskedAboutIfItIsCold() {
    coldByItsOwnRecord(s.source, "r2");
    WarmupStatus end = preferring("r2");
    assertEquals(end.reason(), Optional.of(WarmupOutcome.PARTIAL), end.outcome());
    assertEquals(Optional.of(Reason.NO_AUTHORITY), end.reasonCode());
    assertTrue(end.reason(), end.reason().contains("run with --source r2"));
  }

  @Test
  public void aNamedOneOverridesIt() {
    coldByItsOwnRecord(s.secondSource(), "r3");
    assertFrom("r3", s.run(WarmupRequest.manual().withSource("r3").preferring("r2")));
  }
}
