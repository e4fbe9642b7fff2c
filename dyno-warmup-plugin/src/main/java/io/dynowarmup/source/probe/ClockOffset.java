// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.source.probe;

import java.util.Locale;

/** How far a peer's clock is ahead of this node's, in milliseconds. Immutable. */
public final class ClockOffset {
  /** From here on it is said. */
  static final long NOTICEABLE_MILLIS = 2_000;

  /** From here on expiry times must not be taken over as they are. */
  static final long APART_MILLIS = 60_000;

  private final long aheadMillis;
  private final long uncertaintyMillis;

  /**
   * @param aheadMillis negative when it is behind
   * @param uncertaintyMillis half of what the round trips took
   */
  public ClockOffset(long aheadMillis, long uncertaintyMillis) {
    this.aheadMillis = aheadMillis;
    this.uncertaintyMillis = uncertaintyMillis;
  }

  public boolean noticeable() {
    return atLeast() > NOTICEABLE_MILLIS;
  }

  /** Whether an expiry time of one means something else to the other. */
  public boolean apart() {
    return atLeast() > APART_MILLIS;
  }

  private long atLeast() {
    return Math.abs(aheadMillis) - uncertaintyMillis;
  }

  public boolean behind() {
    return aheadMillis < 0;
  }

  /** Such as "3600.0 s". */
  public String amount() {
    return String.format(Locale.ROOT, "%.1f s", Math.abs(aheadMillis) / 1000.0);
  }

  @Override
  public String toString() {
    return amount() + (behind() ? " behind" : " ahead");
  }
}
