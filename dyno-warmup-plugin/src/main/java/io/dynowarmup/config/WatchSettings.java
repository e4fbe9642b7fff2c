// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.config;

/** How the daemon looks after Redis and Dynomite between runs. */
public final class WatchSettings {
  private final long everyMillis;
  private final int failures;
  private final int restarts;

  WatchSettings(long everyMillis, int failures, int restarts) {
    this.everyMillis = everyMillis;
    this.failures = failures;
    this.restarts = restarts;
  }

  /** Between two looks; 0: none. */
  public long everyMillis() {
    return everyMillis;
  }

  /** Looks in a row that have to fail before anything is done. */
  public int failures() {
    return failures;
  }

  /** Restarts of one process, until it has lived for a while; 0: none. */
  public int restarts() {
    return restarts;
  }
}
