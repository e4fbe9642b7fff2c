package io.dynowarmup.config;

/** Limits of the hand-over. */
public final class HandOverSettings {
  private final long limitMillis;
  private final long settleMillis;
  private final int tries;

  HandOverSettings(long limitMillis, long settleMillis, int tries) {
    this.limitMillis = limitMillis;
    this.settleMillis = settleMillis;
    this.tries = tries;
  }

  /** Longest WRITES_ONLY, 10 to 2,000. */
  public long limitMillis() {
    return limitMillis;
  }

  /** 0 to 1,000; -1 to measure. */
  public long settleMillis() {
    return settleMillis;
  }

  public int tries() {
    return tries;
  }
}
