// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.spi;

/** The limits of one hand-over, made from what CATCH_UP measured. Milliseconds. */
public final class HandOverPlan {
  private final long limitMillis;
  private final long settleMillis;
  private final long queueMillis;
  private final String note;
  private final long pauseMillis;
  private final long pauseSettleMillis;

  /**
   * @param limitMillis longest time in WRITES_ONLY
   * @param settleMillis from the confirmed WRITES_ONLY to reading the source's offset; less than
   *     the limit
   * @param queueMillis for how long Dynomite's queue is certainly whole
   * @param note where both come from, and which cap won
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
   * The same, with the source's writes paused where the source lets us.
   *
   * @param millis at most; 0: not at all
   * @param settle from the confirmed WRITES_ONLY to the pause, instead of {@link #settleMillis()}
   */
  public HandOverPlan pausing(long millis, long settle) {
    return new HandOverPlan(limitMillis, settleMillis, queueMillis, note, millis, settle);
  }

  /** From the confirmed WRITES_ONLY to the pause; only where there is one. */
  public long pauseSettleMillis() {
    return pauseSettleMillis;
  }

  /** For how long the source's writes are paused at most; 0: not at all. */
  public long pauseMillis() {
    return pauseMillis;
  }

  public long limitMillis() {
    return limitMillis;
  }

  public long settleMillis() {
    return settleMillis;
  }

  /**
   * For how long Dynomite's queue is certainly whole: far below its {@code timeout}, and below the
   * 20,000 requests that it may flush at once.
   */
  public long queueMillis() {
    return queueMillis;
  }

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
