// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

import org.immutables.value.Value;

/**
 * Holds the limits of one hand-over, derived from what CATCH_UP measured. All times are in
 * milliseconds.
 */
@Value.Immutable
public abstract class HandOverPlan {
  HandOverPlan() {}

  /** Returns the maximum time in WRITES_ONLY. */
  public abstract long limitMillis();

  /**
   * Returns the time between confirming WRITES_ONLY and reading the source's offset, less than the
   * limit.
   */
  public abstract long settleMillis();

  /**
   * Returns the settle time that was measured or configured, before the limit cut it. A write takes
   * no longer from one side to the other.
   */
  @Value.Default
  public long wantedSettleMillis() {
    return settleMillis();
  }

  /** Returns whether the limit leaves the time to settle. */
  public boolean canHold() {
    return wantedSettleMillis() <= settleMillis();
  }

  /**
   * Returns whether the node may be detached when the limit has passed before everything has
   * arrived. The journals of both sides have to show afterwards what is missing.
   */
  @Value.Default
  public boolean early() {
    return false;
  }

  /** Returns a copy of this plan that allows to detach early. */
  public HandOverPlan allowEarly() {
    return new Builder().from(this).early(true).build();
  }

  /**
   * Returns the time for which Dynomite's queue is certain to be complete. It is far below
   * Dynomite's {@code timeout} and below the time for 20,000 requests, the most that Dynomite may
   * flush at once.
   */
  public abstract long queueMillis();

  /** Returns where the limit and the settle time come from, and which cap applied. */
  public abstract String note();

  /** Returns the maximum duration of the pause of the source's writes; 0 for no pause. */
  public abstract long pauseMillis();

  /**
   * Returns the time between confirming WRITES_ONLY and the pause; used only if there is a pause.
   */
  public abstract long pauseSettleMillis();

  @Override
  public String toString() {
    return "at most "
        + limitMillis()
        + " ms in WRITES_ONLY, settle "
        + settleMillis()
        + " ms"
        + (pauseMillis() > 0
            ? ", the source's writes paused for at most " + pauseMillis() + " ms"
            : "")
        + " ("
        + note()
        + ")";
  }

  /** Builds a plan. */
  public static final class Builder extends ImmutableHandOverPlan.Builder {}
}
