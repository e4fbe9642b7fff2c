// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class ManualTimeTest {
  private final ManualTime time = new ManualTime();

  @Test
  public void standsStillUntilAPause() throws Exception {
    Deadline deadline = Deadline.after(time, 100);
    assertEquals(100, deadline.leftMillis());
    time.millis(60, CancelSignal.never());
    assertEquals(40, deadline.leftMillis());
    assertFalse(deadline.passed());
    time.millis(40, CancelSignal.never());
    assertTrue(deadline.passed());
    assertEquals(100, time.elapsedMillis());
    assertEquals(2, time.pauses());
  }

  @Test
  public void runsWhatIsPlannedAtItsMoment() {
    List<String> seen = new ArrayList<>();
    time.after(20, () -> seen.add("b at " + time.elapsedMillis()));
    time.after(10, () -> seen.add("a at " + time.elapsedMillis()));
    time.after(20, () -> seen.add("c at " + time.elapsedMillis()));
    time.advance(15);
    assertEquals(1, seen.size());
    time.advance(15);
    assertEquals("[a at 10, b at 20, c at 20]", seen.toString());
    assertEquals(30, time.elapsedMillis());
  }

  @Test
  public void aGivenSignalEndsThePauseAtOnce() throws Exception {
    CancelSignal signal = new CancelSignal();
    signal.cancel("enough");
    time.millis(50, signal);
    assertEquals(0, time.elapsedMillis());
  }

  @Test
  public void anInterruptEndsThePause() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> time.millis(1, CancelSignal.never()));
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
