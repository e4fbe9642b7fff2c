// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.FakeRedis;
import io.dynowarmup.fakes.Faults;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.StateFile;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Every copy is recorded as cold, as after all Redis were restarted at the same time. */
public class ConfirmedCopiesTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final Keeper delta = new Keeper();
  private Scenario s;

  @Before
  public void everyCopyIsCold() {
    s = new Scenario(folder.getRoot().toPath());
    s.host.strategies.add(delta);
    s.local.holding(Scenario.KEYS);
    cold(s.source, "dc/r2");
    StateFile.open(s.stateFile).cold().missedWrites();
    delta.agrees = true;
  }

  private void cold(FakeRedis redis, String node) {
    s.record(redis, NodeRecord.of(NodeRecord.State.COLD, node, redis.runId(), 1, "", ""));
  }

  private WarmupStatus run() {
    return s.run(WarmupRequest.atStartup().keepingData());
  }

  private void assertAsks(WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(WarmupOutcome.PARTIAL), end.outcome());
    assertEquals(end.reason(), Optional.of(Reason.NO_AUTHORITY), end.reasonCode());
    assertTrue(end.reason(), end.reason().contains("Decide whose copy is right"));
  }

  @Test
  public void copiesThatAgreeConfirmEachOther() {
    WarmupStatus end = run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    NodeRecord own = NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
    assertTrue(own.warm(s.local.runId()));
    assertEquals(NodeRecord.Doubt.NONE, own.doubt());
  }

  @Test
  public void allOthersHaveToAgree() {
    cold(s.secondSource(), "dc/r3");
    WarmupStatus end = run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertEquals(2, delta.opened);
  }

  @Test
  public void copiesThatDifferDoNot() {
    delta.agrees = false;
    assertAsks(run());
  }

  /** It has been dead for weeks, or comes back a moment later with newer data. */
  @Test
  public void aCopyAtWhoseAddressNothingRunsLeavesADoubt() {
    s.secondSource().down = true;
    WarmupStatus end = run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    NodeRecord own = NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
    assertTrue(own.warm(s.local.runId()));
    assertEquals(NodeRecord.Doubt.UNCONFIRMED, own.doubt());
  }

  @Test
  public void aCopyThatDoesNotAnswerMayDiffer() {
    s.secondSource();
    s.world.faults().fail("second ", Faults.Kind.LOST_COMMAND, Integer.MAX_VALUE);
    assertAsks(run());
  }

  @Test
  public void aCopyThatMayNotBeAskedMayDiffer() {
    s.with("peers", Scenario.peer("r2", s.source) + " 127.0.0.1:1:r1:dc2:100:22209");
    assertAsks(run());
  }

  @Test
  public void aRackThatDividesTheKeysDifferentlyMayDiffer() {
    s.with("peers", Scenario.peer("r2", s.source) + " 127.0.0.1:1:r1:dc2:200:22209");
    assertAsks(run());
  }
}
