// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.Optional;

/** Holds the settings of a comparison of this node with its peers. Immutable. */
public final class VerifySettings {
  private final Settings settings;

  VerifySettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns the verification after each run that copied data: off, sample, full or repair. */
  public String afterRun() {
    return settings.text(WarmupKey.VERIFY);
  }

  /** Returns the schedule of further verifications; empty if none is set. */
  public Optional<Cron> cron() {
    return settings.value(WarmupKey.VERIFY_CRON);
  }

  /**
   * Returns the mode of a scheduled verification: that of {@link #afterRun()}, or full if that is
   * off.
   */
  public String byCron() {
    return "off".equals(afterRun()) ? "full" : afterRun();
  }

  /** Returns the number of keys that a sample compares with each peer: 1 to 100,000,000. */
  public long sampleKeys() {
    return settings.number(WarmupKey.VERIFY_SAMPLE_KEYS);
  }

  /** Returns the most keys that a comparison reads in a second, on each side: 10 to 10,000,000. */
  public long keysPerSecond() {
    return settings.number(WarmupKey.VERIFY_KEYS_PER_SECOND);
  }

  /**
   * Returns the most bytes of values that a repair fetches in a second: 10,000 to 10,000,000,000.
   */
  public long bytesPerSecond() {
    return settings.number(WarmupKey.DELTA_BYTES_PER_SECOND);
  }

  /** Returns whether a repair may delete keys. */
  public boolean deletes() {
    return settings.flag(WarmupKey.VERIFY_REPAIR_DELETES);
  }
}
