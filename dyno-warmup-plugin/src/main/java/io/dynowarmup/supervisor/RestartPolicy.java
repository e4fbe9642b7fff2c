// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import java.util.concurrent.TimeUnit;

/**
 * Decides when a failed action is repeated: the first time at once, then after growing pauses. The
 * number of repetitions is limited. The count starts over with a success at least {@value
 * #STABLE_MILLIS} ms after the last repetition. A pure rule.
 */
final class RestartPolicy {
  static final long FIRST_PAUSE_MILLIS = 10_000;
  static final long LONGEST_PAUSE_MILLIS = 300_000;
  static final long STABLE_MILLIS = 600_000;

  /** How to react to a failure. */
  enum Verdict {
    WAIT,
    RESTART,
    GIVE_UP
  }

  private int failures;
  private int restarts;
  private long lastNanos;

  /**
   * Counts one more failure in a row and returns the reaction.
   *
   * @param nanos current time, in nanoseconds
   * @param needed number of failures in a row before anything is done
   * @param most maximum number of restarts
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

  /** Returns the pause from one restart to the next possible one, in milliseconds. */
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

  /**
   * Records a success.
   *
   * @param nanos current time, in nanoseconds
   */
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
