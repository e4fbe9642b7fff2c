// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Test;

public class TrafficGateTest {
  private final ManualTime time = new ManualTime();
  private final ModelDynomite dynomite = new ModelDynomite(new ModelRedis(), 1);
  private final TrafficGate gate = new TrafficGate(dynomite, time, time);

  private Deadline in(long millis) {
    return Deadline.after(time, millis);
  }

  private WarmupException notHeld(long millis) {
    return assertThrows(
        WarmupException.class,
        () -> gate.hold(DynomiteState.STANDBY, in(millis), CancelSignal.never()));
  }

  @Test
  public void setsAndConfirmsAtOnce() {
    gate.hold(DynomiteState.STANDBY, in(100), CancelSignal.never());
    assertEquals(DynomiteState.STANDBY, dynomite.state);
    assertEquals(DynomiteState.STANDBY, gate.held().get());
    assertEquals(0, time.elapsedMillis());
  }

  @Test
  public void asksAgainUntilItIsTrue() {
    dynomite.obeys = wanted -> dynomite.requests.size() < 4 ? DynomiteState.NORMAL : wanted;
    gate.hold(DynomiteState.STANDBY, in(100), CancelSignal.never());
    assertEquals(4, dynomite.requests.size());
    assertTrue(time.elapsedMillis() < 20);
  }

  @Test
  public void anOkThatChangesNothingIsNoSuccess() {
    dynomite.obeys = wanted -> DynomiteState.NORMAL;
    WarmupException e = notHeld(100);
    assertEquals(Reason.DYNOMITE_STATE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("STANDBY"));
    assertTrue(e.getMessage(), e.getMessage().contains("NORMAL"));
    assertTrue(time.elapsedMillis() >= 100 && time.elapsedMillis() < 110);
  }

  @Test
  public void triesOnceEvenWhenThereIsNoTimeLeft() {
    gate.hold(DynomiteState.STANDBY, in(0), CancelSignal.never());
    assertEquals(DynomiteState.STANDBY, dynomite.state);
  }

  @Test
  public void saysWhyDynomiteDidNotAnswer() {
    dynomite.state = DynomiteState.UNREACHABLE;
    WarmupException e = notHeld(50);
    assertEquals(Reason.DYNOMITE_UNREACHABLE, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("refused"));
    assertEquals(DynomiteState.STANDBY, gate.held().get());
  }

  @Test
  public void theSignalEndsTheWaitAfterOneTry() {
    dynomite.obeys = wanted -> DynomiteState.NORMAL;
    CancelSignal signal = new CancelSignal();
    signal.cancel("the operator wants it");
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> gate.hold(DynomiteState.STANDBY, in(100), signal));
    assertEquals(Reason.ABORTED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("the operator wants it"));
    assertEquals(1, dynomite.requests.size());
  }

  @Test
  public void anInterruptEndsTheWaitAndStays() {
    dynomite.obeys = wanted -> DynomiteState.NORMAL;
    Thread.currentThread().interrupt();
    assertEquals(Reason.ABORTED, notHeld(100).reason());
    assertTrue(Thread.interrupted());
  }

  @Test
  public void putsBackWhatGossipHasChanged() {
    gate.hold(DynomiteState.STANDBY, in(100), CancelSignal.never());
    assertEquals(DynomiteState.STANDBY, gate.reassert());
    assertEquals(1, dynomite.requests.size());
    dynomite.state = DynomiteState.NORMAL;
    assertEquals(DynomiteState.NORMAL, gate.reassert());
    assertEquals(DynomiteState.STANDBY, dynomite.state);
    assertEquals(2, dynomite.requests.size());
  }

  @Test
  public void leavesADynomiteAloneThatDoesNotAnswer() {
    gate.hold(DynomiteState.STANDBY, in(100), CancelSignal.never());
    dynomite.state = DynomiteState.UNREACHABLE;
    assertEquals(DynomiteState.UNREACHABLE, gate.reassert());
    assertEquals(1, dynomite.requests.size());
  }

  @Test
  public void holdsNothingAfterRelease() {
    gate.hold(DynomiteState.STANDBY, in(100), CancelSignal.never());
    gate.release();
    assertFalse(gate.held().isPresent());
    dynomite.state = DynomiteState.NORMAL;
    assertEquals(DynomiteState.NORMAL, gate.reassert());
    assertEquals(DynomiteState.NORMAL, dynomite.state);
    assertEquals(1, dynomite.requests.size());
  }

  @Test
  public void isThereWithinMillisecondsOfTheEndOfAStart() {
    dynomite.state = DynomiteState.UNREACHABLE;
    time.after(700, () -> dynomite.state = DynomiteState.OTHER);
    time.after(706, () -> dynomite.state = DynomiteState.NORMAL);
    gate.hold(DynomiteState.STANDBY, in(5000), CancelSignal.never());
    assertEquals(DynomiteState.STANDBY, dynomite.state);
    assertTrue("at " + time.elapsedMillis(), time.elapsedMillis() <= 708);
  }

  @Test
  public void changesNothingWhileDynomiteIsStarting() {
    dynomite.state = DynomiteState.OTHER;
    time.after(
        100,
        () -> {
          assertEquals(Collections.emptyList(), dynomite.requests);
          dynomite.state = DynomiteState.NORMAL;
        });
    assertEquals(DynomiteState.OTHER, gate.reassert());
    gate.hold(DynomiteState.STANDBY, in(5000), CancelSignal.never());
    dynomite.state = DynomiteState.OTHER;
    assertEquals(DynomiteState.OTHER, gate.reassert());
    assertEquals(Arrays.asList(DynomiteState.STANDBY), dynomite.requests);
  }

  @Test
  public void takesAJoiningThatLastsForTheEndOfTheStart() {
    dynomite.state = DynomiteState.OTHER;
    gate.hold(DynomiteState.STANDBY, in(5000), CancelSignal.never());
    assertEquals(DynomiteState.STANDBY, dynomite.state);
    assertTrue(time.elapsedMillis() >= StartGuard.LONGEST_START_MILLIS);
  }

  @Test
  public void aStartThatIsNotOverIsSaidSo() {
    dynomite.state = DynomiteState.OTHER;
    WarmupException e = notHeld(100);
    assertEquals(Reason.DYNOMITE_STATE, e.reason());
    assertEquals(Collections.emptyList(), dynomite.requests);
  }
}
