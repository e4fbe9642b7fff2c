// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

/** Waits. No code outside this package sleeps. */
public interface Pause {
  /**
   * Waits for the given time. Returns at once if the signal is cancelled before or during the wait.
   *
   * @param millis milliseconds; 0 or less returns at once
   * @throws InterruptedException if the thread is interrupted
   */
  void millis(long millis, CancelSignal signal) throws InterruptedException;

  /** Returns the implementation that waits in real time. */
  static Pause system() {
    return SystemTime.INSTANCE;
  }

  /** Returns a pause that runs an action at its start, and again each time this long has passed. */
  default Pause each(long everyMillis, Runnable action) {
    return (millis, cancel) -> {
      action.run();
      long left = millis;
      while (left > everyMillis && !cancel.isCancelled()) {
        millis(everyMillis, cancel);
        action.run();
        left -= everyMillis;
      }
      millis(left, cancel);
    };
  }
}
