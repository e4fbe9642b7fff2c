// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests a run whose Redises have no stream that can be read: its outcome is the same. */
public class ReconcileFailsTest {
  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  @Test
  public void theOutcomeIsTheSameAndTheReasonIsStated() {
    Scenario s = new Scenario(folder.getRoot().toPath());
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    s.assertRestored();
    String note = end.handOver().reconciled().get().note();
    assertTrue(note, note.contains("markers can be written through 0 of 1"));
    assertFalse(end.phaseMillis().containsKey(WarmupPhase.RECONCILE));
    String warning = "writes of the hand-over may be applied twice: no key was checked: " + note;
    assertTrue(end.warnings().toString(), end.warnings().contains(warning));
    assertFalse(end.handOver().keysInDoubt().isPresent());
    assertTrue(end.handOver().reconciled().isPresent());
  }

  @Test
  public void aRunThatIsNotAskedToDoesNotLookForIt() {
    Scenario s = new Scenario(folder.getRoot().toPath());
    s.with("reconcile.msec", 0);
    WarmupStatus end = s.run();
    assertEquals(Optional.empty(), end.handOver().reconciled());
    assertFalse(end.warnings().toString(), end.warnings().toString().contains("twice"));
  }
}
