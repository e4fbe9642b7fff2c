// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.Keeper;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.state.StateFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests the engine with its retries. The test acts as the timer. */
public class RetriesTest {
  private static final long LIMIT_MILLIS = 20_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final List<Long> planned = new ArrayList<>();
  private final Keeper delta = new Keeper();
  private Scenario s;
  private WarmupEngine engine;
  private Retries retries;
  private String peers;

  @Before
  public void nodeWithoutASource() {
    s = new Scenario(folder.getRoot().toPath()).with("retry.max", 2);
    s.source.down = true;
    engine = new WarmupEngine(s.host);
    retries = new Retries(s.host, engine, engine::note, planned::add);
  }

  @After
  public void close() {
    engine.close();
  }

  /** Executes a run and lets the retries evaluate its end. */
  private WarmupStatus ended(WarmupRequest request) throws InterruptedException {
    engine.start(request);
    return ended();
  }

  private WarmupStatus ended() throws InterruptedException {
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    retries.changed(end);
    retries.changed(engine.status());
    return engine.status();
  }

  private WarmupStatus due() throws InterruptedException {
    retries.due();
    return ended();
  }

  private static void assertSays(WarmupStatus status, String text) {
    assertTrue(
        status.warnings().toString(), status.warnings().stream().anyMatch(w -> w.contains(text)));
  }

  @Test
  public void aStartThatFailedIsTriedUntilItWorks() throws Exception {
    WarmupStatus end = ended(WarmupRequest.atStartup());
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertSays(end, "is tried again at 20");
    assertSays(end, "retry 1 of 2");
    assertEquals(1, planned.size());
    s.source.restart();
    end = due();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertEquals("2", end.runId().get());
    retries.due();
    assertEquals("nothing is left to try", 1, planned.size());
    assertEquals("2", engine.status().runId().get());
  }

  @Test
  public void afterTheLastOneItIsSaidThatItWasTheLast() throws Exception {
    ended(WarmupRequest.atStartup());
    assertSays(due(), "retry 2 of 2");
    assertSays(due(), "is not tried again: it was retried 2 times (retry.max)");
    assertEquals(2, planned.size());
    assertTrue(planned.toString(), planned.get(1) > planned.get(0));
  }

  @Test
  public void aNodeThatHasServedAWriteMeanwhileKeepsIt() throws Exception {
    s.host.strategies.add(delta);
    ended(WarmupRequest.atStartup());
    s.source.restart();
    s.local.holding(1);
    s.local.upForSeconds(9_000);
    WarmupStatus end = due();
    assertEquals(1, delta.opened);
    assertEquals("2", end.runId().get());
    assertTrue(end.strategy().get().startsWith("delta (auto: the node serves and is"));
    assertEquals(0, s.world.faults().count("SLAVEOF"));
  }

  @Test
  public void aSettingThatDropsTheDataDoesNotCountForIt() throws Exception {
    s.host.strategies.add(delta);
    ended(WarmupRequest.atStartup());
    s.source.restart();
    s.local.holding(1);
    s.with("strategy", "replication");
    due();
    assertEquals(1, delta.opened);
    assertEquals(0, s.world.faults().count("SLAVEOF"));
  }

  @Test
  public void withoutAStrategyThatKeepsDataTheNodeStaysAsItIs() throws Exception {
    ended(WarmupRequest.atStartup());
    s.source.restart();
    s.local.holding(1);
    WarmupStatus end = due();
    assertEquals(Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertTrue(
        end.reason(),
        end.reason().contains("1 key that a warm-up must keep, and no strategy can keep them"));
    assertEquals(1, s.local.bulk());
    assertEquals(0, s.world.faults().count("SLAVEOF"));
  }

  @Test
  public void aStrategyThatTurnsOutNotToWorkGivesWayToNone() throws Exception {
    s.host.strategies.add(delta);
    delta.midway =
        () -> {
          throw Keeper.failure(Reason.NOPERM);
        };
    ended(WarmupRequest.atStartup());
    s.source.restart();
    s.local.holding(1);
    WarmupStatus end = due();
    assertEquals(Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertTrue(end.reason(), end.reason().contains("no strategy can keep them: a test says"));
    assertEquals(1, s.local.bulk());
    assertEquals(0, s.world.faults().count("SLAVEOF"));
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
  }

  @Test
  public void anotherProgramKnowsThatTheNodeIsCold() throws Exception {
    s.host.strategies.add(delta);
    ended(WarmupRequest.atStartup());
    engine.close();
    s.source.restart();
    s.local.holding(1);
    s.local.upForSeconds(9_000);
    WarmupStatus end = s.restarted().run(WarmupRequest.atStartup());
    assertEquals(end.reason(), 1, delta.opened);
    assertEquals(0, s.world.faults().count("SLAVEOF"));
  }

  /** Simulates a token database that does not list the peer. */
  private WarmupStatus foundNoPeer() throws Exception {
    peers = s.host.settings.put("peers", "127.0.0.1:1:r1:dc:200:22201");
    s.source.restart();
    WarmupStatus end = ended(WarmupRequest.atStartup());
    assertEquals(end.reason(), Optional.of(Reason.NO_PEER), end.reasonCode());
    assertSays(end, "the start-up run found no peer and is tried again at 20");
    return end;
  }

  @Test
  public void aPeerThatComesBackWarmsTheNode() throws Exception {
    assertFalse(foundNoPeer().coldAndServing());
    s.with("peers", peers);
    assertEquals(Optional.of(WarmupOutcome.WARMED), due().outcome());
  }

  @Test
  public void aPeerThatComesBackLaterThanWritesWarmsTheNodeAndItKeepsThem() throws Exception {
    s.host.strategies.add(delta);
    foundNoPeer();
    s.local.holding(10);
    s.local.upForSeconds(9_000);
    retries.due();
    assertEquals("no peer is known yet", "1", engine.status().runId().get());
    assertEquals(2, planned.size());
    s.with("peers", peers);
    WarmupStatus end = due();
    assertEquals("2", end.runId().get());
    assertEquals(1, delta.opened);
    assertEquals(0, s.world.faults().count("SLAVEOF"));
  }

  @Test
  public void theFirstNodeOfItsClusterIsLeftAloneByOnesThatHoldNoMore() throws Exception {
    foundNoPeer();
    s.local.holding(Scenario.KEYS);
    s.with("peers", peers);
    retries.due();
    retries.due();
    assertSays(engine.status(), "is not tried again: it was retried 2 times (retry.max)");
    assertEquals("1", engine.status().runId().get());
    assertFalse(retries.isPending());
    assertTrue(StateFile.open(s.stateFile).cold().leftAlone());
  }

  @Test
  public void anOperatorsRunIsNotTriedAgain() throws Exception {
    ended(WarmupRequest.manual());
    assertEquals(0, planned.size());
  }

  @Test
  public void bootstrapSetToFalseEndsIt() throws Exception {
    ended(WarmupRequest.atStartup());
    s.with("bootstrap", false);
    retries.due();
    assertSays(engine.status(), "bootstrap is false");
    assertEquals("1", engine.status().runId().get());
  }

  @Test
  public void settingsThatCannotBeReadAreReadAgainLater() throws Exception {
    ended(WarmupRequest.atStartup());
    s.with("poll.msec", "often");
    retries.due();
    assertEquals(2, planned.size());
    s.with("poll.msec", 200);
    s.source.restart();
    assertEquals(Optional.of(WarmupOutcome.WARMED), due().outcome());
  }

  @Test
  public void aRetryThatFindsAKeyInTheLastMomentDoesNotAttach() throws Exception {
    s.source.restart();
    s.entering(WarmupPhase.TRANSFER, () -> s.local.holding(3));
    WarmupStatus end = s.run(WarmupRequest.atStartup().keepingData());
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertTrue(end.reason(), end.reason().contains("no strategy can keep them"));
    assertEquals(3, s.local.bulk());
    assertEquals(0, s.world.faults().count("SLAVEOF"));
    s.assertRestored();
  }

  @Test
  public void forceDropsWhatTheNodeHolds() {
    s.source.restart();
    s.local.holding(3);
    s.with("force", true);
    WarmupStatus end = s.run(WarmupRequest.atStartup().keepingData());
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    s.assertRestored();
  }
}
