// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/**
 * Holds the limits of one hand-over, derived from what CATCH_UP measured. All times are in
 * milliseconds. Immutable.
 */
public final class HandOverPlan {
  private final long limitMillis;
  private final long settleMillis;
  private final long queueMillis;
  private final String note;
  private final long pauseMillis;
  private final long pauseSettleMillis;

  /**
   * Creates a plan that does not pause the source's writes.
   *
   * @param limitMillis maximum time in WRITES_ONLY
   * @param settleMillis time between confirming WRITES_ONLY and reading the source's offset; less
   *     than the limit
   * @param queueMillis time for which Dynomite's queue is certain to be complete
   * @param note where the limit and the settle time come from, and which cap applied
   */
  public HandOverPlan(long limitMillis, long settleMillis, long queueMillis, String note) {
    this(limitMillis, settleMillis, queueMillis, note, 0, settleMillis);
  }

  private HandOverPlan(
      long limitMillis,
      long settleMillis,
      long queueMillis,
      String note,
      long pauseMillis,
      long pauseSettleMillis) {
    this.limitMillis = limitMillis;
    this.settleMillis = settleMillis;
    this.queueMillis = queueMillis;
    this.note = note;
    this.pauseMillis = pauseMillis;
    this.pauseSettleMillis = pauseSettleMillis;
  }

  /**
   * Returns a copy of this plan that pauses the source's writes if the source allows it.
   *
   * @param millis maximum duration of the pause; 0 for no pause
   * @param settle time between confirming WRITES_ONLY and the pause, used instead of {@link
   *     #settleMillis()}
   */
  public HandOverPlan pausing(long millis, long settle) {
    return new HandOverPlan(limitMillis, settleMillis, queueMillis, note, millis, settle);
  }

  /**
   * Returns the time between confirming WRITES_ONLY and the pause; used only if there is a pause.
   */
  public long pauseSettleMillis() {
    return pauseSettleMillis;
  }

  /** Returns the maximum duration of the pause of the source's writes; 0 for no pause. */
  public long pauseMillis() {
    return pauseMillis;
  }

  /** Returns the maximum time in WRITES_ONLY. */
  public long limitMillis() {
    return limitMillis;
  }

  /** Returns the time between confirming WRITES_ONLY and reading the source's offset. */
  public long settleMillis() {
    return settleMillis;
  }

  /**
   * Returns the time for which Dynomite's queue is certain to be complete. It is far below
   * Dynomite's {@code timeout} and below the time for 20,000 requests, the most that Dynomite may
   * flush at once.
   */
  public long queueMillis() {
    return queueMillis;
  }

  /** Returns where the limit and the settle time come from, and which cap applied. */
  public String note() {
    return note;
  }

  @Override
  public String toString() {
    return "at most "
        + limitMillis
        + " ms in WRITES_ONLY, settle "
        + settleMillis
        + " ms"
        + (pauseMillis > 0 ? ", the source's writes paused for at most " + pauseMillis + " ms" : "")
        + " ("
        + note
        + ")";
  }
}
