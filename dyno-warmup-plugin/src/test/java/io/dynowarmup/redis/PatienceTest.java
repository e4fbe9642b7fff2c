// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.CommandPolicy.Effect;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class PatienceTest {
  private static final long STALL = 60_000;

  private final ManualTime time = new ManualTime();
  private final CancelSignal cancel = new CancelSignal();
  private final List<String> meanwhile = new ArrayList<>();
  private Patience patience = Patience.withSource(time, STALL);

  private static WarmupException failure(Reason reason) {
    return new WarmupException(reason, "planned");
  }

  private boolean mayPass(Reason reason) {
    return patience.mayPass(failure(reason));
  }

  /** Returns for how many ms a node that fails every second is retried. */
  private long lasts(Reason reason) {
    long began = time.elapsedMillis();
    while (mayPass(reason)) {
      time.advance(1_000);
    }
    return time.elapsedMillis() - began;
  }

  @Test
  public void aServerThatPutsItsAnswerOffHasTheWholeLimit() {
    for (Reason reason :
        new Reason[] {Reason.BUSY, Reason.LOADING, Reason.TRYAGAIN, Reason.MASTERDOWN}) {
      patience = Patience.withSource(time, STALL);
      assertEquals(STALL, lasts(reason));
    }
  }

  @Test
  public void aSilentOneHasAQuarter() {
    assertEquals(STALL / 4, lasts(Reason.TIME_OUT));
    patience.worked();
    assertEquals(STALL / 4, lasts(Reason.CONNECTION_LOST));
  }

  @Test
  public void aSourceWithoutAListenerHasTwoSeconds() {
    assertEquals(2_000, lasts(Reason.REFUSED));
  }

  @Test
  public void theLocalRedisMayBeOnItsWayUp() {
    patience = Patience.withLocal(time, STALL);
    assertEquals(STALL / 4, lasts(Reason.REFUSED));
  }

  @Test
  public void threeFailuresAndTwoSecondsAreTheLeast() {
    patience = Patience.withSource(time, 100);
    assertTrue(mayPass(Reason.BUSY));
    assertTrue(mayPass(Reason.BUSY));
    time.advance(1_999);
    assertTrue(mayPass(Reason.BUSY));
    time.advance(1);
    assertFalse(mayPass(Reason.BUSY));
    patience.worked();
    assertTrue(mayPass(Reason.TIME_OUT));
    time.advance(10_000);
    assertTrue(mayPass(Reason.TIME_OUT));
    assertFalse(mayPass(Reason.TIME_OUT));
  }

  @Test
  public void anAnswerInBetweenResetsTheCount() {
    lasts(Reason.BUSY);
    patience.worked();
    assertEquals(STALL, lasts(Reason.BUSY));
  }

  @Test
  public void whatDoesNotPassIsNotAskedAgain() {
    assertFalse(mayPass(Reason.NOAUTH));
    assertFalse(mayPass(Reason.REDIS_ERROR));
  }

  private Retrier retrier(long endMillis) {
    return new Retrier(patience, time, cancel, Deadline.after(time, endMillis), meanwhile::add);
  }

  /** Fails a given number of times, then answers. */
  private static final class Flaky {
    private final Reason reason;
    private int left;
    private int asked;

    Flaky(Reason reason, int failures) {
      this.reason = reason;
      this.left = failures;
    }

    String ask() {
      asked++;
      if (left-- > 0) {
        throw failure(reason);
      }
      return "yes";
    }
  }

  @Test
  public void aQuestionIsAskedAgain() {
    Flaky flaky = new Flaky(Reason.BUSY, 20);
    assertEquals("yes", retrier(STALL).ask(flaky::ask));
    assertEquals(21, flaky.asked);
    assertEquals(20, meanwhile.size());
    assertTrue("no hot loop: " + time.elapsedMillis(), time.elapsedMillis() > 5_000);
  }

  private void fails(Reason reason, Retrier retrier, Flaky flaky, int asked) {
    WarmupException e = assertThrows(WarmupException.class, () -> retrier.ask(flaky::ask));
    assertEquals(reason, e.reason());
    assertEquals(asked, flaky.asked);
  }

  @Test
  public void whatMayHaveBeenDoneIsNotSentAgainWhereItMayNot() {
    Flaky lost = new Flaky(Reason.CONNECTION_LOST, 1);
    assertThrows(WarmupException.class, () -> retrier(STALL).send(1, Effect.WRITE_ONCE, lost::ask));
    assertEquals(1, lost.asked);
    assertEquals("yes", retrier(STALL).send(1, Effect.WRITE_ONCE, new Flaky(Reason.BUSY, 3)::ask));
  }

  @Test
  public void nothingIsAskedAgainInAHurry() {
    Retrier retrier = retrier(STALL);
    retrier.suspend();
    fails(Reason.BUSY, retrier, new Flaky(Reason.BUSY, 1), 1);
    retrier.resume();
    assertEquals("yes", retrier.ask(new Flaky(Reason.BUSY, 1)::ask));
  }

  @Test
  public void nothingIsAskedAgainOnceItIsToEnd() {
    cancel.cancel("enough");
    fails(Reason.BUSY, retrier(STALL), new Flaky(Reason.BUSY, 1), 1);
  }

  @Test
  public void theBudgetEndsIt() {
    Flaky flaky = new Flaky(Reason.BUSY, Integer.MAX_VALUE);
    assertThrows(WarmupException.class, () -> retrier(3_000).ask(flaky::ask));
    assertTrue(String.valueOf(time.elapsedMillis()), time.elapsedMillis() < 4_000);
  }

  @Test
  public void aCommandIsSentASecondTimeOnAnotherConnection() {
    Flaky flaky = new Flaky(Reason.CONNECTION_LOST, 1);
    secondTry(Effect.READ, flaky);
    assertEquals(2, flaky.asked);
    Flaky gone = new Flaky(Reason.CONNECTION_LOST, 2);
    assertThrows(WarmupException.class, () -> secondTry(Effect.READ, gone));
    Flaky busy = new Flaky(Reason.BUSY, 1);
    assertThrows(WarmupException.class, () -> secondTry(Effect.READ, busy));
    Flaky once = new Flaky(Reason.CONNECTION_LOST, 1);
    assertThrows(WarmupException.class, () -> secondTry(Effect.WRITE_ONCE, once));
    assertEquals(1, once.asked);
  }

  private static void secondTry(Effect effect, Flaky flaky) {
    new SecondTry().send(1, effect, flaky::ask);
  }
}
