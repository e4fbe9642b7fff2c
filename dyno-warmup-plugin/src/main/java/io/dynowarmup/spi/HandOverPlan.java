package io.dynowarmup.spi;

/** The limits of one hand-over, made from what CATCH_UP measured. Milliseconds. */
public final class HandOverPlan {
  private final long limitMillis;
  private final long settleMillis;
  private final String note;

  /**
   * @param limitMillis longest time in WRITES_ONLY
   * @param settleMillis from the confirmed WRITES_ONLY to reading the source's offset; less than
   *     the limit
   * @param note where both come from, and which cap won
   */
  public HandOverPlan(long limitMillis, long settleMillis, String note) {
    this.limitMillis = limitMillis;
    this.settleMillis = settleMillis;
    this.note = note;
  }

  public long limitMillis() {
    return limitMillis;
  }

  public long settleMillis() {
    return settleMillis;
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
        + " ms ("
        + note
        + ")";
  }
}
