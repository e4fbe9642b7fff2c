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
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tests that the result of a run decides what the next start of the program does. */
public class NextStartTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();

  private Scenario scenario() {
    Scenario s = new Scenario(folder.getRoot().toPath());
    // With this uptime, the node would count as warm without the record as soon as it has keys.
    s.local.upForSeconds(9_000);
    return s;
  }

  private static void assertOutcome(WarmupOutcome wanted, WarmupStatus end) {
    assertEquals(end.reason(), Optional.of(wanted), end.outcome());
  }

  private static void abortedIn(WarmupPhase phase, Scenario s) {
    s.entering(phase, () -> s.cancel.cancel("a test wants it"));
  }

  @Test
  public void aNodeThatWasWarmedIsLeftAlone() {
    Scenario s = scenario();
    assertOutcome(WarmupOutcome.WARMED, s.run());
    assertOutcome(WarmupOutcome.SKIPPED, s.restarted().run());
  }

  @Test
  public void oneThatWasAbortedIsWarmedAlthoughItHoldsKeys() {
    Scenario s = scenario();
    abortedIn(WarmupPhase.CATCH_UP, s);
    assertOutcome(WarmupOutcome.ABORTED, s.run());
    assertEquals(Scenario.KEYS, s.local.bulk());
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
    s.assertRestored();
  }

  @Test
  public void oneThatWasWarmUntilAForcedRunFailedIsWarmed() {
    Scenario s = scenario();
    s.run();
    abortedIn(WarmupPhase.CATCH_UP, s.restarted().with("force", true));
    assertOutcome(WarmupOutcome.ABORTED, s.run(WarmupRequest.manual()));
    assertOutcome(WarmupOutcome.WARMED, s.restarted().with("force", false).run());
  }

  @Test
  public void oneThatWasLeftAloneByAFailedRunIsWhatItWas() {
    Scenario s = scenario();
    s.run();
    s.source.down = true;
    assertOutcome(
        WarmupOutcome.FAILED, s.restarted().with("force", true).run(WarmupRequest.manual()));
    assertOutcome(WarmupOutcome.SKIPPED, s.restarted().with("force", false).run());
  }

  @Test
  public void oneThatFailedBeforeItChangedAnythingIsColdAllTheSame() {
    Scenario s = scenario();
    s.source.down = true;
    assertOutcome(WarmupOutcome.FAILED, s.run());
    StateFile state = StateFile.open(s.stateFile);
    assertTrue(state.leftCold() && state.cold().keysWereTaken());
    s.source.restart();
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
    assertFalse(StateFile.open(s.stateFile).cold().keysWereTaken());
  }

  @Test
  public void aRedisThatIsRestartedOnItsWayIntoServiceIsNotWarm() {
    Scenario s = scenario();
    s.entering(WarmupPhase.RESTORE, s.local::restart);
    WarmupStatus end = s.run();
    assertOutcome(WarmupOutcome.FAILED, end);
    assertEquals(Reason.REDIS_RESTARTED, end.reasonCode().orElse(null));
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
  }

  @Test
  public void whatCouldNotBePutBackIsTheNextRunsToEnd() {
    Scenario s = scenario();
    s.entering(WarmupPhase.RESTORE, () -> s.dynomite.dead = true);
    assertOutcome(WarmupOutcome.FAILED, s.run());
    assertTrue(StateFile.open(s.stateFile).unfinished().isPresent());
    s.dynomite.dead = false;
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
    assertFalse(StateFile.open(s.stateFile).unfinished().isPresent());
    s.assertRestored();
  }

  @Test
  public void aSettingThatWasLeftBehindIsRestoredEvenIfTheRunIsSkipped() {
    Scenario s = scenario();
    assertOutcome(WarmupOutcome.WARMED, s.run());
    StateFile.open(s.stateFile).settings().record("masteruser", "");
    s.local.config.put("masteruser", "ours");
    assertOutcome(WarmupOutcome.SKIPPED, s.restarted().run());
    assertEquals("", s.local.config.get("masteruser"));
    assertTrue(StateFile.open(s.stateFile).settings().all().isEmpty());
  }

  @Test
  public void norIsItForgottenWhenDynomiteHasServedSince() {
    Scenario s = scenario();
    s.entering(WarmupPhase.RESTORE, s.dynomite::die);
    s.run();
    s.dynomite.comeBack();
    s.world.advance(3_600_000);
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
  }

  @Test
  public void noConnectionIsLeftToASourceWhoseReplicaNeverAnswersAgain() {
    Scenario s = scenario();
    s.entering(WarmupPhase.CATCH_UP, () -> s.local.down = true);
    assertOutcome(WarmupOutcome.FAILED, s.run());
    assertEquals(Collections.emptySet(), s.world.connections());
  }

  /** Runs to WARMED, and leaves the state file as it was in TRANSFER. */
  private static void warmedOnAFileSystemThatBecameReadOnly(Scenario s) {
    byte[][] then = new byte[1][];
    s.entering(WarmupPhase.CATCH_UP, () -> then[0] = bytes(s.stateFile));
    assertOutcome(WarmupOutcome.WARMED, s.run());
    write(s.stateFile, then[0]);
    assertTrue(StateFile.open(s.stateFile).unfinished().isPresent());
  }

  @Test
  public void oneWhoseStateFileCouldNotRecordTheEndIsLeftAlone() {
    Scenario s = scenario();
    warmedOnAFileSystemThatBecameReadOnly(s);
    WarmupStatus next = s.restarted().run();
    assertOutcome(WarmupOutcome.SKIPPED, next);
    assertEquals(Reason.NOT_COLD, next.reasonCode().orElse(null));
    String warnings = next.warnings().toString();
    assertTrue(warnings, warnings.contains("the node's own record in its Redis says"));
    assertFalse(StateFile.open(s.stateFile).unfinished().isPresent());
    warnings = s.restarted().run().warnings().toString();
    assertFalse("the file is right again: " + warnings, warnings.contains("own record"));
  }

  @Test
  public void butARedisThatWasRestartedSinceThenIsWarmed() {
    Scenario s = scenario();
    warmedOnAFileSystemThatBecameReadOnly(s);
    s.local.restart();
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
  }

  @Test
  public void andADynomiteThatWasLeftClosedIsReturnedToService() {
    Scenario s = scenario();
    warmedOnAFileSystemThatBecameReadOnly(s);
    s.dynomite.become(DynomiteState.STANDBY);
    assertOutcome(WarmupOutcome.WARMED, s.restarted().run());
    s.assertRestored();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
