// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.NodeRecord.Doubt;
import io.dynowarmup.redis.info.NodeRecord.State;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A comparison has to leave out one key, and everything else is equal. */
public class LeftOutTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final Keeper delta = new Keeper();
  private Scenario s;

  @Before
  public void begin() {
    s = new Scenario(folder.getRoot().toPath());
    s.host.strategies.add(delta);
    s.local.holding(Scenario.KEYS);
    delta.leftOut = Collections.singletonList("one key is too large");
  }

  private WarmupStatus leavesOut() {
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.PARTIAL), end.outcome());
    assertEquals(end.reason(), Optional.of(Reason.LEFT_OUT), end.reasonCode());
    return end;
  }

  private NodeRecord own() {
    return NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
  }

  @Test
  public void theNodeIsNotColdAndItsPeersLearnWhatItsCopyIsWorth() {
    WarmupStatus end = leavesOut();

    assertFalse(end.coldAndServing());
    assertTrue(own().isIncomplete(s.local.runId()));
    assertFalse("for older versions", own().warm(s.local.runId()));
    assertEquals(Optional.of(s.local.runId()), StateFile.open(s.stateFile).warmRunId());
  }

  @Test
  public void theNextStartKeepsTheRecord() {
    leavesOut();
    WarmupStatus next = s.restarted().run();

    assertEquals(next.reason(), Optional.of(WarmupOutcome.SKIPPED), next.outcome());
    assertTrue(next.reason(), next.reason().contains("apart from what its last run left out"));
    assertTrue(own().isIncomplete(s.local.runId()));
  }

  @Test
  public void theNodeStaysColdIfMoreIsMissing() {
    s.local.holding(Scenario.KEYS - 1_000);
    WarmupStatus end = leavesOut();

    assertTrue(end.coldAndServing());
    assertEquals(Doubt.NONE, own().doubt());
    assertTrue(StateFile.open(s.stateFile).leftCold());
  }

  @Test
  public void theNodeStaysColdIfItsDynomiteDied() {
    s.entering(WarmupPhase.RESTORE, s.dynomite::die);
    WarmupStatus end = s.run();

    assertTrue(end.reason(), end.coldAndServing());
    assertEquals(Doubt.NONE, own().doubt());
  }

  @Test
  public void aSourceThatLeftOutDataIsFollowedAndTheRunSaysSo() {
    delta.leftOut = Collections.emptyList();
    theSourceLeftOutData();

    assertSaysSo(leavesOut());
  }

  private void theSourceLeftOutData() {
    s.record(
        s.source,
        NodeRecord.of(State.COLD, "dc/r2", s.source.runId(), 1, "delta", "")
            .doubted(Doubt.INCOMPLETE));
  }

  private void assertSaysSo(WarmupStatus end) {
    assertTrue(end.reason(), end.reason().contains("had to leave out data when it was warmed"));
    assertTrue(own().isIncomplete(s.local.runId()));
  }

  @Test
  public void soDoesARunThatAdoptsTheReplicaOfAKilledOne() throws Exception {
    killedBefore("WRITES_ONLY");
    WarmupStatus end = leavesOut();

    assertTrue(end.warnings().toString().contains("resuming the replication of a run from"));
    assertSaysSo(end);
    s.assertRestored();
  }

  @Test
  public void soDoesARunThatFinishesAKilledOne() throws Exception {
    killedBefore("RESUMING");
    // The killed run goes on failing for some seconds of this world.
    StateFile.open(s.stateFile).phase(WarmupPhase.HAND_OVER, Moment.now(s.world.time()));
    WarmupStatus end = leavesOut();

    assertFalse(end.warnings().toString().contains("starting over"));
    assertTrue(end.handOver().held());
    assertSaysSo(end);
    s.assertRestored();
  }

  private void killedBefore(String call) throws IOException {
    emptyBesideASourceThatLeftOutData("whole");
    int n = Kill.callOf(s, call);
    emptyBesideASourceThatLeftOutData("killed");
    Kill.at(s, n);
    s.restarted();
  }

  private void emptyBesideASourceThatLeftOutData(String name) {
    s = new Scenario(folder.getRoot().toPath().resolve(name)).written(200, 6, 1);
    theSourceLeftOutData();
  }

  @Test
  public void aRunByHandWarmsItAndReplacesTheRecord() {
    leavesOut();
    delta.leftOut = Collections.emptyList();
    s.restarted().run(WarmupRequest.manual());

    assertTrue(own().warm(s.local.runId()));
  }
}
