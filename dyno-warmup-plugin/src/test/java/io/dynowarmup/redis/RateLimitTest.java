// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.CommandPolicy.Effect;
import io.dynowarmup.time.ManualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class RateLimitTest {
  private static final int MOST = 10;

  private final ManualTime time = new ManualTime();
  private final List<Long> sentAt = new ArrayList<>();
  private final RateLimit limit = new RateLimit(MOST, time, time);

  private void send(int commands) {
    limit.send(
        commands,
        Effect.READ,
        () -> {
          for (int i = 0; i < commands; i++) {
            sentAt.add(time.nanos());
          }
          return null;
        });
  }

  private void assertBound() {
    for (int i = MOST; i < sentAt.size(); i++) {
      long took = sentAt.get(i) - sentAt.get(i - MOST);
      assertTrue(
          MOST + 1 + " commands within " + took + " ns", took >= TimeUnit.SECONDS.toNanos(1));
    }
  }

  @Test
  public void noSecondHasMoreThanTheLimit() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      send(1);
      time.advance(random.nextInt(10) == 0 ? random.nextInt(3_000) : random.nextInt(5));
    }
    assertEquals(500, sentAt.size());
    assertBound();
  }

  @Test
  public void fewerCommandsThanTheLimitNeverWait() {
    for (int i = 0; i < 100; i++) {
      long before = time.nanos();
      send(1);
      assertEquals(before, time.nanos());
      time.advance(100);
    }
  }

  @Test
  public void aPacketCountsAsItsCommands() {
    for (int i = 0; i < 100; i++) {
      send(1 + i % 4);
    }
    assertEquals(250, sentAt.size());
    assertBound();
  }

  /** The first command may have been executed just before its reply, 300 ms after its sending. */
  @Test
  public void aSlowCommandCountsFromItsReply() {
    limit.send(
        MOST,
        Effect.READ,
        () -> {
          time.advance(300);
          return null;
        });
    long replied = time.nanos();
    send(1);
    assertEquals(TimeUnit.SECONDS.toNanos(1), sentAt.get(0) - replied);
  }

  /** A probe has a time limit of its own, so that it is not held up. */
  @Test
  public void aProbeDoesNotWaitButLaterCommandsWaitForIt() {
    long before = time.nanos();
    limit
        .counted()
        .send(
            MOST + 2,
            Effect.READ,
            () -> {
              sentAt.add(time.nanos());
              return null;
            });
    assertEquals(before, time.nanos());
    send(1);
    assertEquals(TimeUnit.SECONDS.toNanos(1), time.nanos() - before);
  }

  @Test
  public void anInterruptEndsTheWaitAndStays() {
    send(MOST);
    Thread.currentThread().interrupt();
    WarmupException e = assertThrows(WarmupException.class, () -> send(1));
    assertEquals(Reason.ABORTED, e.reason());
    assertTrue(Thread.interrupted());
    assertEquals(MOST, sentAt.size());
  }
}
