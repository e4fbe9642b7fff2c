// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** Limits of the hand-over. Immutable. */
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

  /** Returns the longest time in WRITES_ONLY, in ms: 10 to 2,000. */
  public long limitMillis() {
    return limitMillis;
  }

  /** Returns the settle time in ms, 0 to 1,000; -1 if it is to be measured. */
  public long settleMillis() {
    return settleMillis;
  }

  /**
   * Returns whether the settle time is also measured with a marker through each peer's Dynomite.
   */
  public boolean writeProbe() {
    return writeProbe;
  }

  /** Returns the longest pause of the source's writes in ms, 0 to 5,000; 0 for no pause. */
  public long pauseMillis() {
    return pauseMillis;
  }

  /**
   * Returns the number of failed hand-overs after which the node is detached without one: 1 to 100.
   */
  public int tries() {
    return tries;
  }
}
