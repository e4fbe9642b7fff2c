// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Lets Redis execute at most a given number of commands in any second. A further command waits.
 *
 * <p>A command counts from its reply on, not from its sending, because its time on the way varies.
 * Redis executes it some time before it replies.
 */
public final class RateLimit implements CommandPolicy {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Ticker ticker;
  private final Pause pause;
  private final long[] lastSeen;
  private long sent;

  /**
   * Creates a limit.
   *
   * @param perSecond most commands in any second, 1 or more
   */
  public RateLimit(int perSecond, Ticker ticker, Pause pause) {
    this.lastSeen = new long[perSecond];
    this.ticker = ticker;
    this.pause = pause;
  }

  @Override
  public <T> T send(int commands, Effect effect, Supplier<T> packet) {
    return send(commands, this::await, packet);
  }

  /** Returns a policy that never waits, and whose commands count in this limit. */
  public CommandPolicy counted() {
    return new CommandPolicy() {
      @Override
      public <T> T send(int commands, Effect effect, Supplier<T> packet) {
        return RateLimit.this.send(commands, RateLimit.this::next, packet);
      }
    };
  }

  private <T> T send(int commands, LongSupplier number, Supplier<T> packet) {
    long[] numbers = LongStream.generate(number).limit(commands).toArray();
    try {
      return packet.get();
    } finally {
      replied(numbers);
    }
  }

  private synchronized long next() {
    lastSeen[slot(sent)] = ticker.nanos();
    return sent++;
  }

  /** Waits until one more command is allowed, at most one second, and returns its number. */
  private synchronized long await() {
    try {
      while (sent >= lastSeen.length && leftNanos() > 0) {
        long millis = TimeUnit.NANOSECONDS.toMillis(leftNanos() + 999_999);
        pause.millis(millis, CancelSignal.never());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted before a command to Redis", e);
    }
    return next();
  }

  private synchronized void replied(long[] numbers) {
    long now = ticker.nanos();
    for (long number : numbers) {
      if (sent - number <= lastSeen.length) {
        lastSeen[slot(number)] = now;
      }
    }
  }

  private long leftNanos() {
    return lastSeen[slot(sent)] + WINDOW_NANOS - ticker.nanos();
  }

  private int slot(long number) {
    return (int) (number % lastSeen.length);
  }
}
