// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.time.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class NodeWaitTest {
  private long now;
  private final List<String> seen = new ArrayList<>();
  private final Deque<Object> answers = new ArrayDeque<>();

  private final Ticker ticker =
      new Ticker() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public long epochMillis() {
          return TimeUnit.NANOSECONDS.toMillis(now);
        }
      };

  private ExitCode until(long seconds, Object... inTurn) throws InterruptedException {
    answers.addAll(Arrays.asList(inTurn));
    return new NodeWait(
            ticker, (millis, cancel) -> now += TimeUnit.MILLISECONDS.toNanos(millis), seconds)
        .until(this::next, seen::add);
  }

  private ExitCode next() {
    Object next = answers.size() > 1 ? answers.remove() : answers.peek();
    if (next instanceof WarmupException) {
      throw (WarmupException) next;
    }
    return (ExitCode) next;
  }

  private static WarmupException failed(Reason reason) {
    return new WarmupException(reason, "no answer");
  }

  @Test
  public void withoutSecondsItAsksOnce() throws Exception {
    assertEquals(ExitCode.COLD, until(0, ExitCode.COLD, ExitCode.WARMED));
  }

  @Test
  public void itEndsWhenTheNodeServes() throws Exception {
    assertEquals(
        ExitCode.WARMED,
        until(10, ExitCode.UNKNOWN, ExitCode.COLD, ExitCode.WARMING, ExitCode.WARMED));
  }

  @Test
  public void itReturnsTheLastStateAtTheEndOfTheTime() throws Exception {
    assertEquals(ExitCode.DOWN, until(10, ExitCode.WARMING, ExitCode.DOWN));
    assertEquals(10, TimeUnit.NANOSECONDS.toSeconds(now));
  }

  @Test
  public void aDaemonThatDoesNotListenYetIsWaitedFor() throws Exception {
    assertEquals(
        ExitCode.WARMED, until(10, failed(Reason.REFUSED), ExitCode.WARMING, ExitCode.WARMED));
    assertEquals(Collections.singletonList("no answer"), seen);
  }

  @Test
  public void aDaemonThatNeverListensIsAnErrorAtTheEnd() {
    WarmupException e = assertThrows(WarmupException.class, () -> until(3, failed(Reason.REFUSED)));
    assertEquals(Reason.REFUSED, e.reason());
    assertEquals(3, TimeUnit.NANOSECONDS.toSeconds(now));
  }

  @Test
  public void aRefusedLoginIsNotWaitedFor() {
    assertThrows(WarmupException.class, () -> until(10, failed(Reason.NOAUTH)));
    assertEquals(0, now);
  }
}
