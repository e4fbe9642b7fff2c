// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/**
 * Repeats a check of something that may change, such as whether the source gets the cluster's
 * writes before its copy replaces or removes keys here.
 *
 * <p>An answer holds for a fixed time, and for ten times as long as the check took. A firewall that
 * drops packets makes each check take seconds, and must not slow the work down.
 */
public final class RepeatedCheck {
  private static final int TIMES_ITS_COST = 10;

  private final Runnable check;
  private final Ticker ticker;
  private final long holdsMillis;
  private Deadline holds;

  /**
   * @param check throws if what it checks is no longer true
   * @param holdsMillis how long an answer holds at least, in milliseconds
   */
  public RepeatedCheck(Runnable check, Ticker ticker, long holdsMillis) {
    this.check = check;
    this.ticker = ticker;
    this.holdsMillis = holdsMillis;
    this.holds = Deadline.after(ticker, 0);
  }

  /** Does nothing while the last answer holds. */
  public void make() {
    if (!holds.passed()) {
      return;
    }
    long asked = ticker.nanos();
    check.run();
    long took = TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - asked);
    holds = Deadline.after(ticker, Math.max(holdsMillis - took, TIMES_ITS_COST * took));
  }
}
