// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** How the daemon watches Redis and Dynomite between runs. Immutable. */
public final class WatchSettings {
  private final Settings settings;

  WatchSettings(Settings settings) {
    this.settings = settings;
  }

  /** Returns the pause between two probes in ms, 0 to 3,600,000; 0 for no watch. */
  public long everyMillis() {
    return settings.number(WarmupKey.WATCH_MSEC);
  }

  /** Returns how many probes in a row must fail before the daemon acts: 1 to 1,000. */
  public int failures() {
    return settings.count(WarmupKey.WATCH_FAILURES);
  }

  /**
   * Returns the most restarts of a process until it has stayed up for 10 minutes, 0 to 1,000; 0 for
   * no restart.
   */
  public int restarts() {
    return settings.count(WarmupKey.WATCH_RESTARTS);
  }
}
