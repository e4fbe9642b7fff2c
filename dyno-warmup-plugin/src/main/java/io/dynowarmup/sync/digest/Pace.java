// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.sync.digest;

import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;

/** Counts how long a server still has to rest, and when its limits per second allow more. */
final class Pace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Ticker ticker;
  private long freeNanos;
  private long owedNanos;
  private long restsSince;
  private long turnNanos;

  Pace(Ticker ticker) {
    this.ticker = ticker;
    this.freeNanos = ticker.nanos();
    this.restsSince = freeNanos;
    this.turnNanos = freeNanos;
  }

  /**
   * Records an answer after this much work. The idle time since the previous answer counts as rest.
   */
  void answered(long ranNanos) {
    long now = ticker.nanos();
    owedNanos = Math.max(0, owedNanos - Math.max(0, now - ranNanos - restsSince));
    restsSince = now;
  }

  /** Adds to the rest, at most one second. */
  void owe(long nanos) {
    owedNanos += Math.min(SECOND, nanos);
  }

  /**
   * Counts keys or bytes against a limit per second.
   *
   * @param since the time since then counts towards the limit
   */
  void charge(long since, double amount, long perSecond) {
    freeNanos = Math.max(freeNanos, since) + (long) (amount * SECOND / perSecond);
  }

  /**
   * Takes a turn for a command. Only a command that is sent before others are answered waits for
   * its turn.
   *
   * @param lengthNanos the least time until the next turn
   * @param ahead whether other commands are not answered yet
   * @return how long to wait for the turn; zero or less if it has come
   */
  long turn(long lengthNanos, boolean ahead) {
    long now = ticker.nanos();
    long wait = turnNanos - now;
    turnNanos = (ahead ? Math.max(turnNanos, now) : now) + lengthNanos;
    return wait;
  }

  /** Returns how long to wait before the next command; zero or less if it may follow at once. */
  long waitNanos() {
    return Math.max(owedNanos, freeNanos - ticker.nanos());
  }
}
