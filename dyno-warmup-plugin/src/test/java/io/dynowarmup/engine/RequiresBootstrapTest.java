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
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Runs on a node that is closed until it is bootstrapped. */
public class RequiresBootstrapTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Scenario closed() {
    return new Scenario(folder.getRoot().toPath()).with("requires.bootstrap", true);
  }

  private static BootstrapState recorded(Scenario s) {
    return StateFile.open(s.stateFile).bootstrap().state(true);
  }

  private static void assertIs(
      Scenario s, WarmupStatus end, WarmupOutcome outcome, DynomiteState state, BootstrapState as) {
    assertEquals(end.reason(), Optional.of(outcome), end.outcome());
    assertEquals(end.reason(), state, s.dynomite.current());
    assertEquals(as, recorded(s));
    assertEquals("nothing is left in Dynomite's queue", 0, s.dynomite.queued());
    assertTrue(s.local.isMaster());
  }

  @Test
  public void aStartUpRunClosesTheNodeAndLeavesItClosed() {
    Scenario s = closed();
    WarmupStatus end = s.run();
    assertIs(
        s, end, WarmupOutcome.SKIPPED, DynomiteState.STANDBY, BootstrapState.REQUIRES_BOOTSTRAP);
    assertEquals(Optional.of(Reason.NOT_ALLOWED), end.reasonCode());
    assertTrue(end.reason(), end.reason().contains("enable-incoming-replication"));
    assertEquals(0, s.local.bulk());
  }

  @Test
  public void aDynomiteThatIsDownIsStartedClosed() {
    Scenario s = closed();
    s.dynomite.startable = true;
    s.dynomite.die();
    s.run();
    assertEquals(DynomiteState.STANDBY, s.dynomite.current());
    assertFalse(s.dynomite.history().contains(DynomiteState.NORMAL));
  }

  @Test
  public void aBootstrapOpensTheNodeOnlyWhenItIsProvenWarm() {
    Scenario s = closed().written(500, 1, 1);
    s.run();
    WarmupStatus end = s.restarted().run(WarmupRequest.manual());
    assertIs(s, end, WarmupOutcome.WARMED, DynomiteState.NORMAL, BootstrapState.OPEN);
    s.assertRestored();
    int normal = s.dynomite.history().indexOf(DynomiteState.NORMAL);
    assertEquals(
        "NORMAL is the last state: " + s.dynomite.history(),
        s.dynomite.history().size() - 1,
        normal);
  }

  @Test
  public void openedTogetherItTakesWritesAndNoReads() {
    Scenario s = closed().written(500, 1, 1);
    WarmupStatus end = s.run(WarmupRequest.manual().openedTogether());
    assertIs(s, end, WarmupOutcome.WARMED, DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
    assertFalse(s.dynomite.history().contains(DynomiteState.NORMAL));
    s.assertNothingMissing();
    end = s.restarted().run(WarmupRequest.manual());
    assertIs(s, end, WarmupOutcome.SKIPPED, DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
    end = s.restarted().run();
    assertIs(s, end, WarmupOutcome.SKIPPED, DynomiteState.RESUMING, BootstrapState.BOOTSTRAPPED);
  }

  @Test
  public void aFailedBootstrapLeavesTheNodeClosed() {
    Scenario s = closed();
    s.source.down = true;
    WarmupStatus end = s.run(WarmupRequest.manual());
    assertIs(
        s, end, WarmupOutcome.FAILED, DynomiteState.STANDBY, BootstrapState.REQUIRES_BOOTSTRAP);
    assertTrue(end.reason(), end.reason().endsWith("the node stays closed (requires.bootstrap)"));
  }

  @Test
  public void soDoesOneThatWasAbortedWhileTheDataArrived() {
    Scenario s = closed();
    s.entering(WarmupPhase.CATCH_UP, () -> s.cancel.cancel("a test wants it"));
    WarmupStatus end = s.run(WarmupRequest.manual());
    assertIs(
        s, end, WarmupOutcome.ABORTED, DynomiteState.STANDBY, BootstrapState.REQUIRES_BOOTSTRAP);
    assertFalse(s.dynomite.history().contains(DynomiteState.NORMAL));
  }

  @Test
  public void aPartialBootstrapDoesNotOpenSilently() {
    Scenario s = closed();
    s.entering(WarmupPhase.HAND_OVER, s.dynomite::die);
    WarmupStatus end = s.run(WarmupRequest.manual());
    assertEquals(BootstrapState.REQUIRES_BOOTSTRAP, recorded(s));
    assertFalse(end.reason(), end.outcome().equals(Optional.of(WarmupOutcome.WARMED)));
    assertFalse(s.dynomite.history().contains(DynomiteState.NORMAL));
  }

  @Test
  public void aBootstrapThatIsKilledAnywhereGoesOnAtTheNextStart() throws IOException {
    Scenario whole = scenario("whole");
    whole.run(WarmupRequest.manual());
    int calls = whole.world.faults().calls().size();
    for (int n = 1; n < calls; n += 16) {
      Scenario s = scenario("killed" + n);
      Path then = Paths.get(s.stateFile + ".then");
      s.world.faults().killAt(n, () -> copy(s.stateFile, then));
      s.run(WarmupRequest.manual());
      copy(then, s.stateFile);
      boolean begun = recorded(s) != BootstrapState.REQUIRES_BOOTSTRAP;
      WarmupStatus end = s.restarted().run();
      if (!begun) {
        end = s.restarted().run(WarmupRequest.manual());
      }
      String at = "killed at call " + n + ": " + end.reason();
      boolean over = recorded(s) == BootstrapState.OPEN;
      assertTrue(at + " " + recorded(s), over);
      assertEquals(at, DynomiteState.NORMAL, s.dynomite.current());
      assertEquals(at, Scenario.KEYS, s.local.bulk());
      s.assertNothingMissing();
    }
  }

  private Scenario scenario(String name) {
    return new Scenario(folder.getRoot().toPath().resolve(name))
        .with("requires.bootstrap", true)
        .written(200, 6, 1);
  }

  private static void copy(Path from, Path to) {
    try {
      if (Files.exists(from)) {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  public void anOpenNodeRefusesASecondBootstrapWithoutForce() {
    Scenario s = closed();
    s.run(WarmupRequest.manual());
    WarmupStatus end = s.restarted().run(WarmupRequest.manual());
    assertIs(s, end, WarmupOutcome.SKIPPED, DynomiteState.NORMAL, BootstrapState.OPEN);
    assertTrue(end.reason(), end.reason().contains("the node is open since run 1 warmed it"));
    end = s.restarted().run(WarmupRequest.manual().forced());
    assertIs(s, end, WarmupOutcome.WARMED, DynomiteState.NORMAL, BootstrapState.OPEN);
  }

  @Test
  public void anOpenNodeThatComesBackEmptyIsWarmedAtItsStartAsAnyOther() {
    Scenario s = closed();
    s.run(WarmupRequest.manual());
    s.local.holding(0).restart();
    assertIs(
        s, s.restarted().run(), WarmupOutcome.WARMED, DynomiteState.NORMAL, BootstrapState.OPEN);
  }

  @Test
  public void aNodeThatWasWarmBeforeTheSettingStaysOpen() {
    Scenario s = new Scenario(folder.getRoot().toPath());
    s.run();
    s.restarted().with("requires.bootstrap", true);
    assertIs(s, s.run(), WarmupOutcome.SKIPPED, DynomiteState.NORMAL, BootstrapState.OPEN);
  }
}
