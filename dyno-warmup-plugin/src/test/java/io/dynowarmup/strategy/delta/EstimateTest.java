// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.fakes.FakeData;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.spi.Suitability;
import io.dynowarmup.sync.RedisPair;
import io.dynowarmup.sync.digest.Throttle;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.ManualTime;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;

public class EstimateTest {
  private static final long BUDGET_MILLIS = 900_000;
  private static final RedisInfo TEN_MILLION =
      RedisInfo.parse(
          "used_memory_dataset:1000000000\r\n"
              + "db0:keys=9000000,expires=0\r\n"
              + "db1:keys=1000000,expires=0\r\n");

  private final ManualTime time = new ManualTime();
  private final FakeData here = new FakeData("10.0.0.1");
  private final FakeData there = new FakeData("10.0.0.2");
  private RedisPair sides;

  @Before
  public void sides() {
    there.readOnly = true;
    Throttle throttle =
        new Throttle(time, time, CancelSignal.never(), Integer.MAX_VALUE, Integer.MAX_VALUE);
    sides = new RedisPair(here, there, throttle);
    sides.select(0);
    for (int i = 0; i < 100; i++) {
      there.set("key" + i, "value");
      here.set("key" + i, "value");
    }
  }

  /** Makes an estimate in which each script, which reads two keys, takes this long. */
  private Suitability where(long scriptMicros) throws InterruptedException {
    there.calls = call -> time.advanceNanos(TimeUnit.MICROSECONDS.toNanos(scriptMicros));
    return new Estimate(sides, Deadline.after(time, BUDGET_MILLIS)).of(TEN_MILLION);
  }

  @Test
  public void allIsComparedWhereThereIsTimeForIt() throws InterruptedException {
    Suitability suitability = where(20);
    assertTrue(suitability.reason(), suitability.suits());
    assertTrue(
        suitability.reason(),
        suitability
            .reason()
            .matches(
                "0 of 500 sampled keys differ, about 0 of 1000 MB of memory, in about \\d+ s"));
  }

  @Test
  public void whatCannotBeComparedInTimeIsReplicated() throws InterruptedException {
    Suitability suitability = where(1_000);
    assertFalse(suitability.reason(), suitability.suits());
    assertEquals(
        "0 of 500 sampled keys differ, about 0 of 1000 MB of memory, in about 30001 s, but only 898"
            + " s are left (msec.bootstraptime)",
        suitability.reason());
  }

  /** Each script reads some keys, and meanwhile as many new ones come. */
  @Test
  public void whereNewKeysComeAsFastAsKeysAreComparedAllIsReplicated() throws InterruptedException {
    int[] made = {0};
    there.calls =
        call -> {
          time.advance(10);
          for (int i = 0; i < 50; i++) {
            there.set("new" + made[0]++, "value");
          }
        };
    Suitability suitability =
        new Estimate(sides, Deadline.after(time, 1_000_000_000)).of(TEN_MILLION);
    assertFalse(suitability.reason(), suitability.suits());
    assertTrue(suitability.reason(), suitability.reason().contains("the source gains "));
  }

  @Test
  public void theFirstAnswerIsNotCounted() throws InterruptedException {
    boolean[] first = {true};
    there.calls =
        call -> {
          time.advance(first[0] ? 5_000 : 0);
          first[0] = false;
        };
    Suitability suitability =
        new Estimate(sides, Deadline.after(time, BUDGET_MILLIS)).of(TEN_MILLION);
    assertTrue(suitability.reason(), suitability.suits());
    assertEquals(
        "0 of 500 sampled keys differ, about 0 of 1000 MB of memory, in about 1 s",
        suitability.reason());
  }

  @Test
  public void theEstimateTakesATenthOfTheBudgetAtMost() throws InterruptedException {
    there.calls = call -> time.advance(5);
    Suitability suitability = new Estimate(sides, Deadline.after(time, 15_000)).of(TEN_MILLION);

    long taken = time.elapsedMillis();
    assertTrue(taken + " ms", taken >= 1_500 && taken < 4_000);
    assertFalse(suitability.reason(), suitability.reason().contains("of 500 sampled keys"));
  }

  @Test
  public void whereMostKeysDifferAllAreReplicated() throws InterruptedException {
    for (int i = 0; i < 51; i++) {
      here.set("key" + i, "another");
    }
    Suitability suitability = where(0);
    assertFalse(suitability.reason(), suitability.suits());
  }
}
