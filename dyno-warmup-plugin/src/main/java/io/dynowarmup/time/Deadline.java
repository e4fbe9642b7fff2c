// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/** A point on the monotonic clock at which a wait ends. Immutable. */
public final class Deadline {
  private final Ticker ticker;
  private final long at;

  private Deadline(Ticker ticker, long at) {
    this.ticker = ticker;
    this.at = at;
  }

  /**
   * Returns a deadline that lies the given time after now.
   *
   * @param millis milliseconds from now; a negative value counts as 0
   */
  public static Deadline after(Ticker ticker, long millis) {
    return new Deadline(
        ticker, ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)));
  }

  /** Returns a deadline that is later than this one by the given milliseconds. */
  public Deadline plusMillis(long millis) {
    return new Deadline(ticker, at + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  public boolean passed() {
    return ticker.nanos() - at >= 0;
  }

  /** Returns the milliseconds that are left, rounded up; never negative. */
  public long leftMillis() {
    long nanos = at - ticker.nanos();
    return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
  }

  /**
   * Returns this deadline, or the one that lies the given milliseconds after now, if that is later.
   */
  public Deadline orLater(long millis) {
    Deadline other = after(ticker, millis);
    return other.at - at > 0 ? other : this;
  }
}
