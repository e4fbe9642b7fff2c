// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.NodeRecord;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.StateFile;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Kills the warm-up process at any point and restarts it: the node ends warm. */
public class KilledTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario scenario(String name) {
    Scenario s = new Scenario(folder.getRoot().toPath().resolve(name)).written(200, 6, 1);
    // With this uptime, the node would count as warm without the record of the dead process.
    s.local.upForSeconds(9_000);
    return s;
  }

  private int callOf(String text) {
    return Kill.callOf(scenario("whole"), text);
  }

  private static void assertWarmed(WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
  }

  @Test
  public void beforeEachCallAndBackAfterAMoment() throws Exception {
    killedBeforeEachCall(0, 100);
  }

  @Test
  public void beforeEachCallAndBackWhenDynomiteHasDroppedItsQueue() throws Exception {
    killedBeforeEachCall(1, 8_000);
  }

  /** Kills it at each call, or at each {@code -Devent.step=}-th call from this one on. */
  private void killedBeforeEachCall(int first, long downMillis) throws Exception {
    Scenario whole = scenario("whole");
    whole.run();
    List<String> calls = whole.world.faults().calls();
    List<String> failures = new ArrayList<>();
    // Before this call, the run has changed nothing and recorded nothing.
    int from = callOf("local INFO server") + 1 + first % EveryCall.STEP;
    for (int n = from; n <= calls.size(); n += EveryCall.STEP) {
      Scenario s = scenario("call" + n);
      try {
        Kill.at(s, n);
        s.world.advance(downMillis);
        assertWarmed(s.restarted().run());
        s.assertRestored();
      } catch (AssertionError e) {
        failures.add(n + " " + calls.get(n - 1) + ": " + e.getMessage());
      }
    }
    assertEquals(String.join("\n", failures), 0, failures.size());
  }

  @Test
  public void aSyncInProgressIsNotStartedOver() throws Exception {
    Scenario s = scenario("adopted");
    Kill.at(s, callOf("WRITES_ONLY"));
    assertEquals("it had attached", 1, attached(s));
    WarmupStatus end = s.restarted().run();
    assertWarmed(end);
    assertEquals(1, attached(s));
    assertTrue(end.warnings().toString(), end.warnings().toString().contains("interrupted"));
  }

  /** The source had failed, and its data is here: it is compared with what the next one holds. */
  @Test
  public void whileAnotherSourceIsSelectedAfterAllDataHadArrived() throws Exception {
    Scenario s = scenario("arrived");
    s.entering(WarmupPhase.CATCH_UP, () -> s.source.down = true);
    Path then = Paths.get(s.stateFile + ".then");
    s.entering(
        WarmupPhase.TRANSFER,
        () -> s.entering(WarmupPhase.SELECT_SOURCE, () -> Kill.copy(s.stateFile, then)));
    s.run();
    Kill.copy(then, s.stateFile);
    assertTrue(StateFile.open(s.stateFile).unfinished().get().leftData());
  }

  @Test
  public void aDoubtAboutItsCopyStaysInTheRecord() throws Exception {
    for (String moment : new String[] {"WRITES_ONLY", "NORMAL"}) {
      Scenario s = scenario("doubt" + moment);
      Kill.at(s, callOf(moment));
      StateFile.open(s.stateFile).doubt().unconfirmed(true);
      assertWarmed(s.restarted().run());
      NodeRecord own = NodeRecord.parse(s.local.held(OwnKeys.RECORD)).get();
      assertEquals(moment, NodeRecord.Doubt.UNCONFIRMED, own.doubt());
      assertFalse("the run is over", StateFile.open(s.stateFile).doubt().isUnconfirmed());
    }
  }

  /** The data is that of the same doubtful source. */
  @Test
  public void aQuestionForTheOperatorIsStillOpenAfterwards() throws Exception {
    for (String moment : new String[] {"WRITES_ONLY", "NORMAL"}) {
      Scenario s = scenario("question" + moment);
      Kill.at(s, callOf(moment));
      StateFile.open(s.stateFile).question(Optional.of("the only copy is cold"));
      WarmupStatus end = s.restarted().run();
      assertEquals(end.reason(), Optional.of(WarmupOutcome.PARTIAL), end.outcome());
      assertTrue(end.reason(), end.reason().contains("the only copy is cold"));
      s.assertRestored();
    }
  }

  /** SELECT_SOURCE would not accept this source either. */
  @Test
  public void aReplicaOfASourceWithAnotherClockIsEnded() throws Exception {
    Scenario s = scenario("clock");
    Kill.at(s, callOf("WRITES_ONLY"));
    s.local.clockAheadMillis = 0L;
    s.source.clockAheadMillis = 3_600_000L;
    WarmupStatus end = s.restarted().run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertTrue(end.reason(), end.reason().contains("has a clock 3600.0 s ahead of this node's"));
    String warnings = end.warnings().toString();
    assertTrue(
        warnings, warnings.contains("ending the replication that an interrupted run has left"));
    s.assertRestored();

    assertWarmed(s.restarted().with("force", true).run());
  }

  private static long attached(Scenario s) {
    return s.world.faults().calls().stream().filter(c -> c.endsWith(" SLAVEOF")).count();
  }

  @Test
  public void withBootstrapSetToFalseItIsEndedCleanly() throws Exception {
    Scenario s = scenario("ended");
    Kill.at(s, callOf("WRITES_ONLY"));
    s.with("bootstrap", false);
    WarmupStatus end = s.restarted().run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.ABORTED), end.outcome());
    s.assertRestored();
  }

  @Test
  public void withTheBudgetSpentMeanwhileItIsTheLastTry() throws Exception {
    Scenario s = scenario("late");
    Kill.at(s, callOf("WRITES_ONLY"));
    s.world.advance(900_000);
    WarmupStatus end = s.restarted().run();
    assertWarmed(end);
    s.assertRestored();
  }
}
