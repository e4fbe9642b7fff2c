// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import static org.junit.Assert.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class AgeTest {
  private static final long EPOCH = 1_700_000_000_000L;
  private static final long BOOT = TimeUnit.DAYS.toNanos(1);

  private static Moment at(long wallMillis, long monotonicMillis) {
    return new Moment(EPOCH + wallMillis, BOOT + TimeUnit.MILLISECONDS.toNanos(monotonicMillis));
  }

  private static void assertAge(Age age, long least, long most, boolean set) {
    assertEquals(least, age.leastMillis());
    assertEquals(most, age.mostMillis());
    assertEquals(set, age.clockWasSet());
  }

  @Test
  public void bothClocksAgree() {
    assertAge(Age.of(at(0, 0), at(5_000, 5_001)), 5_000, 5_001, false);
  }

  @Test
  public void theClockWasSetForward() {
    assertAge(Age.of(at(0, 0), at(7_205_000, 5_000)), 5_000, 7_205_000, true);
  }

  @Test
  public void theClockWasSetBackALittleLessThanTheTimeThatWent() {
    assertAge(Age.of(at(0, 0), at(1_000, 10_000)), 1_000, 10_000, true);
  }

  @Test
  public void theClockWasSetBackBehindTheMoment() {
    assertAge(Age.of(at(0, 0), at(-7_200_000, 5_000)), 5_000, 5_000, true);
  }

  @Test
  public void theMachineWasRestarted() {
    Moment now = new Moment(EPOCH + 60_000, 1);
    assertAge(Age.of(at(0, 0), now), 60_000, 60_000, false);
    assertAge(Age.of(at(90_000, 0), now), 0, Long.MAX_VALUE, true);
  }

  @Test
  public void nothingIsKnown() {
    assertAge(Age.of(new Moment(0, 0), at(0, 0)), 0, Long.MAX_VALUE, true);
    assertAge(Age.of(new Moment(EPOCH, 0), at(7_000, 0)), 7_000, 7_000, false);
  }

  @Test
  public void aClockThatIsSetIsNoticedOnce() {
    long[] clocks = {EPOCH, BOOT};
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return clocks[1];
          }

          @Override
          public long epochMillis() {
            return clocks[0];
          }
        };
    ClockWatch watch = new ClockWatch(ticker);
    clocks[0] += 60_500;
    clocks[1] += TimeUnit.SECONDS.toNanos(60);
    assertEquals("slewed", 0, watch.setByMillis());
    clocks[0] += 60_000 - 7_200_000;
    clocks[1] += TimeUnit.SECONDS.toNanos(60);
    assertEquals(-7_200_000, watch.setByMillis());
    assertEquals(0, watch.setByMillis());
  }
}
