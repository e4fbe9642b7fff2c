// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.strategy.delta;

import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * Checks that the source gets the cluster's writes, before its copy replaces or removes keys here.
 *
 * <p>An answer holds for a settle time, and for ten times as long as the check took. A firewall
 * that drops packets makes each check take seconds, and must not slow the comparison down.
 */
final class ServingCheck {
  private static final int TIMES_ITS_COST = 10;

  private final Runnable check;
  private final Ticker ticker;
  private Deadline holds;

  /**
   * @param check throws if the source does not get them
   */
  ServingCheck(Runnable check, Ticker ticker) {
    this.check = check;
    this.ticker = ticker;
    this.holds = Deadline.after(ticker, 0);
  }

  /** Does nothing while the last answer holds. */
  void make() {
    if (!holds.passed()) {
      return;
    }
    long asked = ticker.nanos();
    check.run();
    long took = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - asked);
    holds =
        Deadline.after(ticker, Math.max(DeltaTransfer.SETTLE_MILLIS - took, TIMES_ITS_COST * took));
  }
}
