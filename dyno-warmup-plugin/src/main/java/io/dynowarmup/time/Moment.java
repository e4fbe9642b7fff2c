// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

/**
 * A point in time on both clocks: the wall clock, which may be set, and the monotonic one, which
 * starts anew with the machine. Immutable.
 */
public final class Moment {
  /** Nothing is known of it. */
  public static final Moment UNKNOWN = new Moment(0, 0);

  private final long epochMillis;
  private final long nanos;

  /**
   * @param epochMillis milliseconds since 1970; 0 unknown
   * @param nanos see {@link Ticker#nanos()}; 0 unknown
   */
  public Moment(long epochMillis, long nanos) {
    this.epochMillis = epochMillis;
    this.nanos = nanos;
  }

  public static Moment now(Ticker ticker) {
    return new Moment(ticker.epochMillis(), ticker.nanos());
  }

  /** Milliseconds since 1970; 0 unknown. */
  public long epochMillis() {
    return epochMillis;
  }

  /** See {@link Ticker#nanos()}; 0 unknown. */
  public long nanos() {
    return nanos;
  }
}
