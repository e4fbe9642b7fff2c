// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import org.junit.Test;

public class RepeatedCheckTest {
  private static final long HOLDS_MILLIS = 1_000;

  private final ManualTime time = new ManualTime();
  private long millis;
  private int asked;
  private boolean fails;

  private final RepeatedCheck check = new RepeatedCheck(this::ask, time, HOLDS_MILLIS);

  private void ask() {
    asked++;
    time.advance(millis);
    if (fails) {
      throw new WarmupException(Reason.SOURCE_FAILED, "it does not serve");
    }
  }

  @Test
  public void anAnswerHoldsForASettleTime() {
    millis = 2;
    check.make();
    time.advance(HOLDS_MILLIS - 3);
    check.make();
    assertEquals(1, asked);
    time.advance(1);
    check.make();
    assertEquals(2, asked);
  }

  /** Ports whose packets are dropped let each check run into its time limits. */
  @Test
  public void slowAnswersTakeATenthOfTheTime() {
    millis = 4_000;
    long worked = 0;
    for (int batch = 0; batch < 1_000; batch++) {
      check.make();
      time.advance(500);
      worked += 500;
    }
    assertEquals(worked / (10 * millis) + 1, asked, 1);
  }

  @Test
  public void aFailureIsNoAnswer() {
    fails = true;
    assertThrows(WarmupException.class, check::make);
    fails = false;
    check.make();
    assertEquals(2, asked);
  }
}
