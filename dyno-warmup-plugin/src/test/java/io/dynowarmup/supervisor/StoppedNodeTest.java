// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.redis.info.OwnKeys;
import io.dynowarmup.state.StateFile;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Who opens a node that was stopped as planned, and what is left of the stop then. */
public class StoppedNodeTest {
  private static final long LIMIT_MILLIS = 20_000;
  private static final long EVERY_MILLIS = 5_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;
  private WarmupEngine engine;
  private NodeSupervisor keeper;

  @Before
  public void aNodeThatWasWarmedAndStopped() throws Exception {
    s = new Scenario(folder.getRoot().toPath());
    begin();
    assertEquals(Optional.of(WarmupOutcome.WARMED), engine.await(LIMIT_MILLIS).outcome());
    check();
    engine.prepareStop("a test");
    assertStopped();
  }

  private void begin() {
    engine = new WarmupEngine(s.host);
    keeper = new NodeSupervisor(s.host, engine);
    keeper.startUp();
  }

  @After
  public void close() {
    keeper.end();
    engine.close();
    keeper.close();
  }

  private void check() throws Exception {
    s.world.advance(EVERY_MILLIS);
    keeper.check();
  }

  private boolean isNoted() {
    return Files.exists(s.stateFile.resolveSibling("state.stop"));
  }

  private void assertStopped() {
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertTrue(isNoted());
    assertTrue(StateFile.open(s.stateFile).standby());
  }

  private void assertOpenWithoutANote() {
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    assertFalse(isNoted());
    assertEquals("", s.local.held(OwnKeys.STOP));
  }

  @Test
  public void theEndOfTheDaemonLeavesItClosed() throws Exception {
    close();
    assertStopped();
    begin();
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertOpenWithoutANote();
  }

  @Test
  public void aRestartOfRedisIsFollowedByARun() throws Exception {
    check();
    assertStopped();
    s.local.restart();
    check();
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals("2", end.runId().get());
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertOpenWithoutANote();
  }

  private void assertClosedWithoutANote() {
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertTrue("the node stays stopped", isNoted());
    assertEquals("", s.local.held(OwnKeys.STOP));
  }

  /** Gossip opens it while its Redis is still up. */
  @Test
  public void aNodeThatIsOpenedIsClosedAgainAndNotResumed() throws Exception {
    s.dynomite.become(DynomiteState.NORMAL);
    check();
    assertClosedWithoutANote();
    s.local.restart();
    check();
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertTrue(
        end.warnings().toString(), end.warnings().toString().contains("Dynomite was NORMAL"));
    assertOpenWithoutANote();
  }

  /** The watch first sees it when Redis has ended: its last writes may be in the saved data. */
  @Test
  public void aNodeThatWasOpenedBeforeItsRedisEndedIsNotResumed() throws Exception {
    s.dynomite.become(DynomiteState.NORMAL);
    s.local.restart();
    s.local.loadingOwnFile(true);
    check();
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertTrue("the node stays stopped", isNoted());
    s.local.loadingOwnFile(false);
    check();
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    assertTrue(
        end.warnings().toString(), end.warnings().toString().contains("Dynomite was NORMAL"));
  }

  @Test
  public void aNodeThatIsNotWarmedAgainIsOpenedWithoutTheNote() throws Exception {
    s.with("bootstrap", false);
    s.local.restart();
    check();
    assertEquals("1", engine.status().runId().get());
    assertOpenWithoutANote();
  }

  @Test
  public void aRunThatChangesNothingIsTheEndOfTheStop() throws Exception {
    close();
    s.with("bootstrap", false);
    begin();
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.SKIPPED), end.outcome());
    check();
    assertOpenWithoutANote();
  }
}
