// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import java.util.Locale;

/** How far a peer's clock is ahead of this node's, in milliseconds. Immutable. */
public final class ClockOffset {
  /** A larger offset is reported. */
  static final long NOTICEABLE_MILLIS = 2_000;

  /** With a larger offset, absolute expiry times must not be copied. */
  static final long APART_MILLIS = 60_000;

  private final long aheadMillis;
  private final long uncertaintyMillis;

  /**
   * Creates an offset.
   *
   * @param aheadMillis ms that the peer's clock is ahead; negative if it is behind
   * @param uncertaintyMillis half of the time of the round trips, in ms
   */
  public ClockOffset(long aheadMillis, long uncertaintyMillis) {
    this.aheadMillis = aheadMillis;
    this.uncertaintyMillis = uncertaintyMillis;
  }

  public boolean noticeable() {
    return atLeast() > NOTICEABLE_MILLIS;
  }

  /** Returns whether an expiry time of one node is wrong on the other. */
  public boolean apart() {
    return atLeast() > APART_MILLIS;
  }

  /**
   * Returns by how many milliseconds the remaining time of a key differs that expires at the same
   * time by both clocks; 0 if the clocks agree, or are so far apart that the key is wrong here.
   */
  public long remainingTimeMillis() {
    return noticeable() && !apart() ? aheadMillis : 0;
  }

  private long atLeast() {
    return Math.abs(aheadMillis) - uncertaintyMillis;
  }

  public boolean behind() {
    return aheadMillis < 0;
  }

  /** Returns a text such as "3600.0 s". */
  public String amount() {
    return String.format(Locale.ROOT, "%.1f s", Math.abs(aheadMillis) / 1000.0);
  }

  @Override
  public String toString() {
    return amount() + (behind() ? " behind" : " ahead");
  }
}
