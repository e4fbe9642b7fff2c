// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends at most a given number of commands in any second. A further command waits. */
public final class RateLimit implements CommandPolicy {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Ticker ticker;
  private final Pause pause;
  private final long[] sentAt;
  private long sent;

  /**
   * Creates a limit.
   *
   * @param perSecond most commands in any second, 1 or more
   */
  public RateLimit(int perSecond, Ticker ticker, Pause pause) {
    this.sentAt = new long[perSecond];
    this.ticker = ticker;
    this.pause = pause;
  }

  @Override
  public <T> T send(int commands, Effect effect, Supplier<T> packet) {
    for (int i = 0; i < commands; i++) {
      await();
    }
    return packet.get();
  }

  /** Waits until one more command is allowed, at most one second. */
  private synchronized void await() {
    int slot = (int) (sent % sentAt.length);
    try {
      while (sent >= sentAt.length && leftNanos(slot) > 0) {
        long millis = TimeUnit.NANOSECONDS.toMillis(leftNanos(slot) + 999_999);
        pause.millis(millis, CancelSignal.never());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted before a command to Redis", e);
    }
    sentAt[slot] = ticker.nanos();
    sent++;
  }

  private long leftNanos(int slot) {
    return sentAt[slot] + WINDOW_NANOS - ticker.nanos();
  }
}
