// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

import java.util.Optional;

/** How this node is compared with its peers. Immutable. */
public final class VerifySettings {
  private final Settings settings;

  VerifySettings(Settings settings) {
    this.settings = settings;
  }

  /** off, sample, full or repair: what follows a run that has brought data. */
  public String afterRun() {
    return settings.text(WarmupKey.VERIFY);
  }

  /** When one is due besides; empty when none is. */
  public Optional<Cron> cron() {
    return settings.isSet(WarmupKey.VERIFY_CRON)
        ? Optional.of(Cron.of(settings.text(WarmupKey.VERIFY_CRON)))
        : Optional.empty();
  }

  /** What is done then: as after a run, or full where nothing follows a run. */
  public String byCron() {
    return "off".equals(afterRun()) ? "full" : afterRun();
  }

  /** Of a sample, with each peer. */
  public long sampleKeys() {
    return settings.number(WarmupKey.VERIFY_SAMPLE_KEYS);
  }

  public long keysPerSecond() {
    return settings.number(WarmupKey.VERIFY_KEYS_PER_SECOND);
  }

  /** Of values that a repair fetches. */
  public long bytesPerSecond() {
    return settings.number(WarmupKey.DELTA_BYTES_PER_SECOND);
  }

  /** Whether a repair may remove a key. */
  public boolean deletes() {
    return settings.flag(WarmupKey.VERIFY_REPAIR_DELETES);
  }
}
