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

  Pace(Ticker ticker) {
    this.ticker = ticker;
    this.freeNanos = ticker.nanos();
    this.restsSince = freeNanos;
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

  /** Returns how long to wait before the next command; zero or less if it may follow at once. */
  long waitNanos() {
    return Math.max(owedNanos, freeNanos - ticker.nanos());
  }
}
