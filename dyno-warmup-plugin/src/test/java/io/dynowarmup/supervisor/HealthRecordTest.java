// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.ServingNode;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.spi.SourcePin;
import io.dynowarmup.state.RunLock;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.time.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HealthRecordTest {
  @Rule public TemporaryFolder folder = MemoryFolder.create();

  private Path stateFile;
  private ServingNode node;
  private WarmupStatus status = WarmupStatus.initial();

  @Before
  public void aNodeThatServesAndOfWhichNothingIsRecorded() {
    stateFile = folder.getRoot().toPath().resolve("state");
    node = new ServingNode(stateFile);
  }

  private Optional<String> recorded() {
    new HealthRecord(node, () -> status).check();
    assertEquals("connections that are left open", 0, node.connections);
    return StateFile.open(stateFile).warmRunId();
  }

  private void assertNothingRecorded() {
    assertEquals(Optional.empty(), recorded());
  }

  @Test
  public void aNodeThatServesIsRecordedAsWarm() {
    assertEquals(Optional.of("abc"), recorded());
  }

  @Test
  public void aRecordIsNeverReplaced() {
    StateFile.open(stateFile).recordWarm("before the restart", Collections.singletonList(100L));
    assertEquals(Optional.of("before the restart"), recorded());
  }

  @Test
  public void aNodeThatARunHasLeftColdIsNotRecordedAsWarm() {
    StateFile.open(stateFile)
        .source(
            new Endpoint("10.0.0.1", 1),
            new SourcePin("s", "r", "i", 5),
            "abc",
            new Moment(0, 0),
            false);
    StateFile.open(stateFile).finished();
    recorded();
    assertTrue(StateFile.open(stateFile).leftCold());
  }

  @Test
  public void anEmptyNodeIsNotWarm() {
    node.info = "role:master\nrun_id:abc\nloading:0\n";
    assertNothingRecorded();
  }

  @Test
  public void aReplicaOrALoadingRedisIsNotWarm() {
    node.info = "role:slave\nrun_id:abc\nloading:0\ndb0:keys=7\n";
    assertNothingRecorded();
    node.info = "role:master\nrun_id:abc\nloading:1\ndb0:keys=7\n";
    assertNothingRecorded();
  }

  @Test
  public void aDynomiteThatDoesNotServeIsNotWarm() {
    for (DynomiteState other : DynomiteState.values()) {
      node.state = other;
      if (other != DynomiteState.NORMAL) {
        assertNothingRecorded();
      }
    }
    node.state = DynomiteState.NORMAL;
    node.illness = "ERR Storage: Datastore refused connection";
    assertNothingRecorded();
  }

  @Test
  public void nothingIsProbedDuringARun() {
    status = status.toBuilder().phase(WarmupPhase.TRANSFER).build();
    assertNothingRecorded();
    assertFalse(Files.exists(stateFile));
  }

  @Test
  public void aNodeWhoseWarmUpDidNotWorkIsLeftForTheNextStart() {
    for (WarmupOutcome outcome : WarmupOutcome.values()) {
      status = status.toBuilder().outcome(outcome).reasonCode(Reason.NO_PEER).build();
      if (outcome == WarmupOutcome.SKIPPED || outcome == WarmupOutcome.WARMED) {
        continue;
      }
      assertNothingRecorded();
    }
    status = status.toBuilder().outcome(WarmupOutcome.SKIPPED).reasonCode(Reason.NO_PEER).build();
    assertEquals(Optional.of("abc"), recorded());
  }

  @Test
  public void theFirstNodeOfItsClusterIsWarmOnceNoTryIsLeft() {
    status = status.toBuilder().outcome(WarmupOutcome.SKIPPED).reasonCode(Reason.NO_PEER).build();
    StateFile.open(stateFile).cold().withoutPeer();
    new HealthRecord(node, () -> status, () -> true).check();
    assertTrue(StateFile.open(stateFile).leftCold());
    assertEquals(Optional.of("abc"), recorded());
    assertFalse(StateFile.open(stateFile).cold().leftAlone());
  }

  @Test
  public void aFailedRunBeforeTheOneWithoutAPeerLeavesTheNodeCold() {
    status = status.toBuilder().outcome(WarmupOutcome.SKIPPED).reasonCode(Reason.NO_PEER).build();
    StateFile.open(stateFile).cold().failed(true);
    StateFile.open(stateFile).cold().withoutPeer();
    new HealthRecord(node, () -> status).check();
    assertTrue(StateFile.open(stateFile).leftCold());
  }

  @Test
  public void aNodeThatDoesNotAnswerIsProbedAgainLater() {
    node.info = "";
    assertNothingRecorded();
    node.settingsAreWrong = true;
    assertNothingRecorded();
  }

  @Test
  public void aRunThatHoldsTheNodeWins() {
    try (RunLock lock = RunLock.take(stateFile)) {
      assertNothingRecorded();
    }
    assertEquals(Optional.of("abc"), recorded());
  }

  @Test
  public void aRecordThatKnowsNoTokenLearnsIt() {
    StateFile.open(stateFile).recordWarm("abc", Collections.emptyList());
    recorded();
    assertEquals(Collections.singletonList(100L), StateFile.open(stateFile).warmTokens());
  }

  /** The data here still belongs to the other token. */
  @Test
  public void aTokenThatHasChangedIsForTheNextStart() {
    StateFile.open(stateFile).recordWarm("abc", Collections.singletonList(50L));
    recorded();
    assertEquals(Collections.singletonList(50L), StateFile.open(stateFile).warmTokens());
  }
}
