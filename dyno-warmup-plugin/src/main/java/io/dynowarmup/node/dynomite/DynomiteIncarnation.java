// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node.dynomite;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteInfo;
import io.dynowarmup.time.Ticker;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Identifies a Dynomite process by the moment of its start. A restarted Dynomite has lost its queue
 * and all writes of the time when it was down.
 */
public final class DynomiteIncarnation {
  /** Tolerance for Dynomite's uptime, which is in whole seconds. */
  private static final long TOLERANCE_MILLIS = 1_500;

  private final boolean known;
  private final boolean byItself;
  private final long millis;

  private DynomiteIncarnation(boolean known, boolean byItself, long millis) {
    this.known = known;
    this.byItself = byItself;
    this.millis = millis;
  }

  /**
   * Reads the moment of the start from {@code /info}; unknown if Dynomite does not report it.
   * Dynomite counts its uptime on the wall clock. A change of that clock changes the uptime and the
   * timestamp, but not their difference.
   */
  public static DynomiteIncarnation of(DynomiteAdmin admin, Ticker ticker) {
    try {
      DynomiteInfo info = admin.info();
      OptionalLong timestamp = info.timestampSeconds();
      OptionalLong uptime = info.uptimeSeconds();
      if (!uptime.isPresent()) {
        return new DynomiteIncarnation(false, false, 0);
      }
      long now =
          timestamp.isPresent()
              ? TimeUnit.SECONDS.toMillis(timestamp.getAsLong())
              : TimeUnit.NANOSECONDS.toMillis(ticker.nanos());
      long age = TimeUnit.SECONDS.toMillis(uptime.getAsLong());
      return new DynomiteIncarnation(true, timestamp.isPresent(), now - age);
    } catch (WarmupException e) {
      return new DynomiteIncarnation(false, false, 0);
    }
  }

  /**
   * Returns the uptime in milliseconds, a multiple of 1,000; empty if unknown, or if it is negative
   * because the clock was set back.
   */
  public static OptionalLong uptimeMillis(DynomiteAdmin admin) {
    try {
      long seconds = admin.info().uptimeSeconds().orElse(-1);
      return seconds < 0
          ? OptionalLong.empty()
          : OptionalLong.of(TimeUnit.SECONDS.toMillis(seconds));
    } catch (WarmupException e) {
      return OptionalLong.empty();
    }
  }

  boolean known() {
    return known;
  }

  /**
   * Returns the moment of the start by Dynomite's own clock, in milliseconds since 1970; empty if
   * Dynomite does not report it.
   */
  public OptionalLong epochMillis() {
    return known && byItself ? OptionalLong.of(millis) : OptionalLong.empty();
  }

  boolean same(DynomiteIncarnation other) {
    return byItself == other.byItself && Math.abs(millis - other.millis) < TOLERANCE_MILLIS;
  }
}
