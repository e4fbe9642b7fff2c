package io.dynowarmup.config;

/** Limits of the hand-over. */
public final class HandOverSettings {
  private final long limitMillis;
  private final long settleMillis;
  private final int tries;
  private final boolean writeProbe;

  HandOverSettings(long limitMillis, long settleMillis, int tries, boolean writeProbe) {
    this.limitMillis = limitMillis;
    this.settleMillis = settleMillis;
    this.tries = tries;
    this.writeProbe = writeProbe;
  }

  /** Longest WRITES_ONLY, 10 to 2,000. */
  public long limitMillis() {
    return limitMillis;
  }

  /** 0 to 1,000; -1 to measure. */
  public long settleMillis() {
    return settleMillis;
  }

  /** Whether the settle time is also measured by a marker through each peer's Dynomite. */
  public boolean writeProbe() {
    return writeProbe;
  }

  public int tries() {
    return tries;
  }
}
