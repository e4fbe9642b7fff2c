// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import java.util.concurrent.TimeUnit;

/**
 * When something that failed is tried again: at once the first time, then after pauses that grow,
 * and no more than so many times until it has gone well for {@value #STABLE_MILLIS} ms. Pure.
 */
final class RestartPolicy {
  static final long FIRST_PAUSE_MILLIS = 10_000;
  static final long LONGEST_PAUSE_MILLIS = 300_000;
  static final long STABLE_MILLIS = 600_000;

  /** What to do about a failure. */
  enum Verdict {
    WAIT,
    RESTART,
    GIVE_UP
  }

  private int failures;
  private int restarts;
  private long lastNanos;

  /**
   * One more failure in a row.
   *
   * @param nanos now
   * @param needed failures in a row before anything is done
   * @param most restarts
   */
  Verdict failed(long nanos, int needed, int most) {
    failures++;
    if (failures < needed) {
      return Verdict.WAIT;
    }
    if (restarts >= most) {
      return Verdict.GIVE_UP;
    }
    return restarts == 0 || nanos - lastNanos >= TimeUnit.MILLISECONDS.toNanos(pauseMillis())
        ? Verdict.RESTART
        : Verdict.WAIT;
  }

  /** From one restart to the next one that may be. */
  long pauseMillis() {
    long pause = FIRST_PAUSE_MILLIS;
    for (int i = 1; i < restarts && pause < LONGEST_PAUSE_MILLIS; i++) {
      pause *= 2;
    }
    return Math.min(pause, LONGEST_PAUSE_MILLIS);
  }

  void restarted(long nanos) {
    restarts++;
    failures = 0;
    lastNanos = nanos;
  }

  /** It goes well. */
  void alive(long nanos) {
    failures = 0;
    if (restarts > 0 && nanos - lastNanos >= TimeUnit.MILLISECONDS.toNanos(STABLE_MILLIS)) {
      restarts = 0;
    }
  }

  int failures() {
    return failures;
  }

  int restarts() {
    return restarts;
  }
}
