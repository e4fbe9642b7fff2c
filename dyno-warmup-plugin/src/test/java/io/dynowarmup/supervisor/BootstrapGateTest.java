// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.NodeState;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.engine.Scenario;
import io.dynowarmup.engine.WarmupEngine;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.state.StateFile;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A node that is kept closed between runs. The test acts as the timer. */
public class BootstrapGateTest {
  private static final long LIMIT_MILLIS = 20_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;
  private WarmupEngine engine;
  private BootstrapGate gate;
  private NodeSupervisor keeper;

  @Before
  public void aClosedNode() throws Exception {
    s = new Scenario(folder.getRoot().toPath()).with("requires.bootstrap", true);
    begin();
  }

  private void begin() throws Exception {
    engine = new WarmupEngine(s.host);
    gate = new BootstrapGate(s.host, engine, false);
    keeper = new NodeSupervisor(s.host, engine);
    gate.check();
    keeper.startUp();
    engine.await(LIMIT_MILLIS);
    tick();
  }

  @After
  public void close() {
    keeper.end();
    engine.close();
    keeper.close();
  }

  private void tick() throws Exception {
    s.world.advance(BootstrapGate.EVERY_MILLIS);
    gate.check();
  }

  private void watch() throws Exception {
    s.world.advance(5_000);
    keeper.check();
    gate.check();
  }

  private void assertState(DynomiteState dynomite, BootstrapState state) {
    assertEquals(dynomite, s.dynomite.current());
    assertEquals(state, engine.bootstrap());
    assertEquals(state, StateFile.open(s.stateFile).bootstrap().state(true));
  }

  private void assertClosed() {
    assertState(DynomiteState.STANDBY, BootstrapState.REQUIRES_BOOTSTRAP);
  }

  private void bootstrapped(WarmupRequest request) throws Exception {
    engine.start(request);
    assertEquals(Optional.of(WarmupOutcome.WARMED), engine.await(LIMIT_MILLIS).outcome());
    tick();
  }

  @Test
  public void theStateAndItsReasonAreShown() throws Exception {
    assertClosed();
    watch();
    assertEquals(NodeState.CLOSED, engine.condition().state());
    assertTrue(
        engine.condition().reason(),
        engine.condition().reason().contains("it requires a bootstrap (requires.bootstrap)"));
  }

  @Test
  public void gossipAndARestartOfDynomiteDoNotOpenIt() throws Exception {
    s.dynomite.become(DynomiteState.NORMAL);
    tick();
    assertClosed();
    s.dynomite.die();
    tick();
    s.dynomite.comeBack();
    tick();
    assertClosed();
  }

  @Test
  public void aWrongSettingDoesNotOpenIt() throws Exception {
    s.with("poll.msec", "soon");
    s.world.advance(10_000);
    gate.check();
    s.dynomite.become(DynomiteState.NORMAL);
    tick();
    assertClosed();
  }

  @Test
  public void theWatchStartsADeadDynomiteClosed() throws Exception {
    s.dynomite.startable = true;
    s.with("watch.failures", 1);
    s.dynomite.die();
    watch();
    assertClosed();
    assertFalse(s.dynomite.history().contains(DynomiteState.NORMAL));
  }

  @Test
  public void aRestartOfRedisOrOfTheDaemonDoesNotOpenIt() throws Exception {
    watch();
    s.local.restart();
    watch();
    watch();
    assertClosed();
    engine.close();
    s.dynomite.become(DynomiteState.NORMAL);
    begin();
    watch();
    assertClosed();
  }

  @Test
  public void anOperatorOpensItAsItIs() throws Exception {
    s.local.holding(7);
    String said = engine.enableIncomingReplication("a test");
    assertTrue(said, said.contains("7 keys"));
    tick();
    watch();
    assertState(DynomiteState.NORMAL, BootstrapState.OPEN);
    assertTrue(engine.enableIncomingReplication("again").contains("a test opened it"));
    engine.start(WarmupRequest.atStartup());
    assertEquals(Optional.of(WarmupOutcome.SKIPPED), engine.await(LIMIT_MILLIS).outcome());
    engine.start(WarmupRequest.manual());
    assertEquals(Optional.of(WarmupOutcome.SKIPPED), engine.await(LIMIT_MILLIS).outcome());
    assertTrue(engine.status().reason(), engine.status().reason().contains("a test opened it"));
  }

  @Test
  public void itIsNotOpenedWithADeadRedisOrDynomite() throws Exception {
    s.dynomite.die();
    assertThrows(WarmupException.class, () -> engine.enableIncomingReplication("a test"));
    s.dynomite.comeBack();
    s.local.down = true;
    assertThrows(WarmupException.class, () -> engine.enableIncomingReplication("a test"));
    tick();
    assertClosed();
  }

  @Test
  public void aBootstrapOpensIt() throws Exception {
    bootstrapped(WarmupRequest.manual());
    watch();
    assertState(DynomiteState.NORMAL, BootstrapState.OPEN);
    assertEquals(NodeState.SERVING, engine.condition().state());
  }

  @Test
  public void openedTogetherItWaitsInResuming() throws Exception {
    bootstrapped(WarmupRequest.manual().openedTogether());
    assertState(DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
    s.dynomite.become(DynomiteState.NORMAL);
    tick();
    watch();
    assertState(DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
    engine.enableIncomingReplication("the site");
    tick();
    assertState(DynomiteState.NORMAL, BootstrapState.OPEN);
  }

  private void bootstrappedAndEmptied() throws Exception {
    bootstrapped(WarmupRequest.manual().openedTogether());
    watch();
    assertState(DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
    s.with("bootstrap", false);
    s.local.restart().holding(0);
    assertEquals(0, s.local.bulk());
  }

  @Test
  public void aRedisThatLostItsDataRequiresAnotherBootstrap() throws Exception {
    bootstrappedAndEmptied();
    watch();
    watch();
    assertClosed();
  }

  /** Redis and the daemon were restarted together, so this daemon has not seen the data. */
  @Test
  public void soDoesOneThatTheDaemonHasNotSeenBefore() throws Exception {
    bootstrappedAndEmptied();
    keeper.end();
    engine.close();
    keeper.close();
    begin();
    watch();
    watch();
    assertClosed();
  }

  @Test
  public void withBootstrapItIsWarmedAgainByItself() throws Exception {
    bootstrappedAndEmptied();
    s.with("bootstrap", true);
    watch();
    engine.await(LIMIT_MILLIS);
    watch();
    assertState(DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
    assertEquals(Scenario.KEYS, s.local.bulk());
  }

  /** Without a watch, nothing else notices it. */
  @Test
  public void itIsNotOpenedForItsSiteOnceItsRedisWasRestarted() throws Exception {
    bootstrappedAndEmptied();
    WarmupException e =
        assertThrows(WarmupException.class, () -> engine.enableIncomingReplication("the site"));
    assertEquals(Reason.REDIS_RESTARTED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("holds 0 keys"));
    s.world.advance(5_000);
    gate.check();
    assertClosed();
    assertTrue(engine.enableIncomingReplication("a test").contains("as they are"));
    tick();
    assertState(DynomiteState.NORMAL, BootstrapState.OPEN);
  }

  @Test
  public void withoutTheSettingTheNodeIsOpenedAgain() throws Exception {
    s.with("requires.bootstrap", false);
    s.world.advance(5_000);
    gate.check();
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    assertFalse(StateFile.open(s.stateFile).bootstrap().isPresent());
    assertThrows(WarmupException.class, () -> engine.enableIncomingReplication("a test"));
  }
}
