// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** Limits of the hand-over. */
public final class HandOverSettings {
  private final long limitMillis;
  private final long settleMillis;
  private final int tries;
  private final boolean writeProbe;
  private final long pauseMillis;

  HandOverSettings(
      long limitMillis, long settleMillis, int tries, boolean writeProbe, long pauseMillis) {
    this.limitMillis = limitMillis;
    this.settleMillis = settleMillis;
    this.tries = tries;
    this.writeProbe = writeProbe;
    this.pauseMillis = pauseMillis;
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

  /** How long the source's writes may be paused, 0 to 5,000; 0: not at all. */
  public long pauseMillis() {
    return pauseMillis;
  }

  public int tries() {
    return tries;
  }
}
