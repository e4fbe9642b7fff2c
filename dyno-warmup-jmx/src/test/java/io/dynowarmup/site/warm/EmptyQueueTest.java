// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.time.Ticker;
import org.junit.Test;

public class EmptyQueueTest {
  private final FakeTarget clock = new FakeTarget();
  private final Ticker ticker = clock.ticker();

  private void pass(long seconds) {
    clock.nanos += seconds * 1_000_000_000;
  }

  @Test
  public void twoAnswersAreEnoughForAQueueWhoseNumbersAreRight() {
    EmptyQueue queue = new EmptyQueue(ticker, 0);
    assertFalse(queue.isOver(true));
    assertFalse(queue.isOver(false));
    assertFalse(queue.isOver(true));
    assertTrue(queue.isOver(true));
  }

  @Test
  public void numbersThatLagHaveToStayEmptyForAsLong() {
    EmptyQueue queue = new EmptyQueue(ticker, 60_000);
    assertFalse(queue.isOver(true));
    pass(59);
    assertFalse("the messages were sent a moment ago", queue.isOver(true));
    assertFalse(queue.isOver(false));
    pass(60);
    assertFalse(queue.isOver(true));
    pass(60);
    assertTrue(queue.isOver(true));
  }
}
