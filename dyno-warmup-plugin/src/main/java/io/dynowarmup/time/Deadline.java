// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import java.util.concurrent.TimeUnit;

/** A point in time that a wait does not outlast. */
public final class Deadline {
  private final Ticker ticker;
  private final long at;

  private Deadline(Ticker ticker, long at) {
    this.ticker = ticker;
    this.at = at;
  }

  /**
   * @param millis from now; negative is as 0
   */
  public static Deadline after(Ticker ticker, long millis) {
    return new Deadline(
        ticker, ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, millis)));
  }

  /** The same, that much later. */
  public Deadline plusMillis(long millis) {
    return new Deadline(ticker, at + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  public boolean passed() {
    return ticker.nanos() - at >= 0;
  }

  /** Milliseconds that are left, rounded up, never negative. */
  public long leftMillis() {
    long nanos = at - ticker.nanos();
    return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
  }

  /** The same, or that many milliseconds from now where that is later. */
  public Deadline orLater(long millis) {
    Deadline other = after(ticker, millis);
    return other.at - at > 0 ? other : this;
  }

  /** The one of both that comes first. */
  public Deadline orEarlier(Deadline other) {
    return other.at - at < 0 ? other : this;
  }
}
