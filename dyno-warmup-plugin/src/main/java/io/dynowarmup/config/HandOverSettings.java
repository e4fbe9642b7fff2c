// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.OptionalLong;

/** Limits of the hand-over. Immutable. */
public final class HandOverSettings {
  private final Settings settings;

  HandOverSettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns the longest time in WRITES_ONLY, in ms: 10 to 2,000. */
  public long limitMillis() {
    return settings.number(WarmupKey.HANDOVER_MSEC);
  }

  /** Returns the settle time in ms, 0 to 1,000; empty if a run measures it. */
  public OptionalLong settleMillis() {
    return settings
        .<Long>value(WarmupKey.HANDOVER_SETTLE_MSEC)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /**
   * Returns whether the settle time is also measured with a marker through each peer's Dynomite.
   */
  public boolean writeProbe() {
    return settings.flag(WarmupKey.HANDOVER_WRITE_PROBE);
  }

  /**
   * Returns the longest time after the hand-over for finding writes that were applied twice and
   * taking them back, in ms: 0 to 60,000; 0 turns it off.
   */
  public long reconcileMillis() {
    return settings.number(WarmupKey.RECONCILE_MSEC);
  }

  /**
   * Returns how much of the source's stream is held during a planned stop, in bytes: 0 to 10^12; 0
   * turns it off.
   */
  public long resumeStreamBytes() {
    return settings.number(WarmupKey.RESUME_STREAM_BYTES);
  }

  /** Returns the longest pause of the source's writes in ms, 0 to 5,000; 0 for no pause. */
  public long pauseMillis() {
    return settings.number(WarmupKey.PAUSE_SOURCE_MSEC);
  }

  /**
   * Returns the number of failed hand-overs after which the node is detached without one: 1 to 100.
   */
  public int tries() {
    return settings.count(WarmupKey.HANDOVER_TRIES);
  }
}
