// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

/**
 * A point in time on two clocks: the wall clock, which can be set, and the monotonic clock, which
 * starts again with the machine. Immutable.
 */
public final class Moment {
  private final long epochMillis;
  private final long nanos;

  /**
   * Creates a moment from both clocks.
   *
   * @param epochMillis milliseconds since 1970; 0 if unknown
   * @param nanos see {@link Ticker#nanos()}; 0 if unknown
   */
  public Moment(long epochMillis, long nanos) {
    this.epochMillis = epochMillis;
    this.nanos = nanos;
  }

  public static Moment now(Ticker ticker) {
    return new Moment(ticker.epochMillis(), ticker.nanos());
  }

  /** Returns milliseconds since 1970; 0 if unknown. */
  public long epochMillis() {
    return epochMillis;
  }

  /** Returns the monotonic clock, see {@link Ticker#nanos()}; 0 if unknown. */
  public long nanos() {
    return nanos;
  }
}
