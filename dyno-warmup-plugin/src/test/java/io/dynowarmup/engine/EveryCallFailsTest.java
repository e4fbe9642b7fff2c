// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.fakes.Faults;
import org.junit.Test;

/** At each call of a run, one to three calls fail. */
public class EveryCallFailsTest extends EveryCall {
  private void sweep(Faults.Kind kind, int times) {
    sweep(
        (s, n) -> {
          for (int i = 0; i < times; i++) {
            s.world.faults().failAt(n + i, kind);
          }
        },
        s -> {});
  }

  @Test
  public void aCallIsRefused() {
    sweep(Faults.Kind.REFUSED, 1);
  }

  @Test
  public void threeCallsInARowAreRefused() {
    sweep(Faults.Kind.REFUSED, 3);
  }

  @Test
  public void aConnectionBreaks() {
    sweep(Faults.Kind.BROKEN, 1);
  }

  @Test
  public void aCommandIsLost() {
    sweep(Faults.Kind.LOST_COMMAND, 1);
  }

  @Test
  public void anAnswerIsLost() {
    sweep(Faults.Kind.LOST_ANSWER, 1);
  }

  @Test
  public void threeAnswersInARowAreLost() {
    sweep(Faults.Kind.LOST_ANSWER, 3);
  }

  @Test
  public void aCallThrowsWhatItShouldNot() {
    sweep(Faults.Kind.RUNTIME, 1);
  }
}
