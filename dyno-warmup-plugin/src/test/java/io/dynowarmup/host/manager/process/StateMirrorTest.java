// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.dynomitemanager.storage.Bootstrap;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.host.manager.FakeState;
import io.dynowarmup.host.manager.StartUpRun;
import io.dynowarmup.time.ManualTime;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public class StateMirrorTest {
  private final FakeState state = new FakeState();
  private final ManualTime time = new ManualTime();
  private final StateMirror mirror = new StateMirror(state, time);

  @Test
  public void theMonitorIsSuspendedBeforeAnythingElseIsSaid() {
    mirror.begin();
    assertEquals(
        Arrays.asList(
            "suspended=true", "time=" + time.epochMillis(), "bootstrapping=true", "first=false"),
        state.journal());
  }

  @Test
  public void theMonitorIsGivenBackAfterEverythingElseIsSaid() {
    mirror.begin();
    state.journal();
    mirror.changed(StartUpRun.warmed());
    assertEquals(
        Arrays.asList(
            "storage=true",
            "process=true",
            "proxy=true",
            "status=IN_SYNC_SUCCESS",
            "bootstrapping=false",
            "suspended=false"),
        state.journal());
  }

  @Test
  public void theMonitorStaysAwayFromANodeThatIsClosed() {
    mirror.begin();
    mirror.closed(true);
    mirror.changed(StartUpRun.warmed());
    assertTrue(state.getIsProcessMonitoringSuspended());
    assertFalse(mirror.isPending());
    assertTrue(mirror.ownsDynomite());
    mirror.closed(false);
    assertFalse(state.getIsProcessMonitoringSuspended());
    assertFalse(mirror.ownsDynomite());
  }

  @Test
  public void theMonitorIsGivenBackWhateverFailsAtTheEnd() {
    for (String failing : Arrays.asList("storage", "process", "proxy", "status", "bootstrapping")) {
      state.failingSetter = failing;
      state.bootstrapping = false;
      if (failing.equals("bootstrapping")) {
        state.failingSetter = "";
        mirror.begin();
        state.failingSetter = failing;
      } else {
        mirror.begin();
      }
      assertThrows(failing, IllegalStateException.class, () -> mirror.changed(StartUpRun.warmed()));
      assertFalse(failing, state.suspended);
    }
  }

  @Test
  public void aRunThatAnOperatorStartsIsMirroredToo() {
    mirror.changed(StartUpRun.running());
    assertTrue(state.suspended);
    assertTrue(state.bootstrapping);
    mirror.changed(StartUpRun.warmed());
    assertFalse(state.suspended);
    assertFalse(state.bootstrapping);
  }

  @Test
  public void theFlagsAreSetOncePerRun() {
    mirror.begin();
    state.journal();
    mirror.changed(StartUpRun.running());
    assertEquals(Collections.emptyList(), state.journal());
  }

  @Test
  public void theEndOfARunIsReportedOnce() {
    mirror.begin();
    mirror.changed(StartUpRun.warmed());
    state.journal();
    mirror.changed(StartUpRun.warmed());
    assertEquals(Collections.emptyList(), state.journal());
  }

  @Test
  public void aRunThatDoesNotComeAboutIsAnErrorAndTheMonitorIsGivenBack() {
    mirror.begin();
    state.journal();
    mirror.giveUp();
    assertEquals(
        Arrays.asList("status=WARMUP_ERROR_FAIL", "bootstrapping=false", "suspended=false"),
        state.journal());
    mirror.giveUp();
    assertEquals(Collections.emptyList(), state.journal());
  }

  @Test
  public void aNodeThatNeededNoWarmupHasNotStartedOne() {
    mirror.begin();
    mirror.changed(StartUpRun.over(WarmupOutcome.SKIPPED, Reason.NOT_COLD));
    assertEquals(Bootstrap.NOT_STARTED, state.status);
    assertTrue(state.first);
    assertFalse(state.suspended);
  }

  @Test
  public void aStatusIsSetEvenWhereTheHostHadNone() {
    state.status = null;
    mirror.begin();
    mirror.changed(StartUpRun.over(WarmupOutcome.SKIPPED, Reason.NOT_COLD));
    assertEquals(Bootstrap.NOT_STARTED, state.status);
  }

  @Test
  public void aSecondRunThatWasNotNeededLeavesTheOutcomeOfTheFirst() {
    mirror.begin();
    mirror.changed(StartUpRun.warmed());
    mirror.begin();
    mirror.changed(StartUpRun.over(WarmupOutcome.SKIPPED, Reason.NOT_COLD));
    assertEquals(Bootstrap.IN_SYNC_SUCCESS, state.status);
    assertFalse(state.first);
  }

  @Test
  public void whatIsAliveIsWhatTheRunHasSeen() {
    mirror.changed(StartUpRun.running("slave", "STANDBY"));
    assertTrue(state.storageAlive);
    assertTrue(state.proxyProcessAlive);
    assertFalse(state.proxyAlive);
    mirror.changed(StartUpRun.running("loading", "UNREACHABLE"));
    assertFalse(state.storageAlive);
    assertFalse(state.proxyProcessAlive);
    assertFalse(state.proxyAlive);
    mirror.changed(StartUpRun.running("master", "NORMAL"));
    assertTrue(state.storageAlive);
    assertTrue(state.proxyProcessAlive);
    assertTrue(state.proxyAlive);
  }

  @Test
  public void whatTheRunHasNotProbedStaysUnchanged() {
    state.storageAlive = true;
    state.proxyAlive = true;
    mirror.changed(StartUpRun.running());
    assertTrue(state.storageAlive);
    assertTrue(state.proxyAlive);
  }

  @Test
  public void whatTheHostSetsWronglyIsSetBack() {
    mirror.changed(StartUpRun.running("master", "STANDBY"));
    state.proxyAlive = true;
    mirror.again();
    assertFalse(state.proxyAlive);
  }

  @Test
  public void aRedisThatTheHostHasStartedIsNoDynomite() {
    mirror.begin();
    state.proxyAlive = true;
    mirror.again();
    assertFalse(state.proxyAlive);
  }

  @Test
  public void betweenRunsTheFlagsAreTheHosts() {
    state.proxyAlive = true;
    state.journal();
    mirror.again();
    assertEquals(Collections.emptyList(), state.journal());
  }
}
