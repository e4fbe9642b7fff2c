// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

/** How to wait. Nothing outside this package sleeps. */
public interface Pause {
  /**
   * Waits, or returns at once when the signal is given (before or meanwhile).
   *
   * @param millis 0 and less returns at once
   * @throws InterruptedException when the thread is interrupted
   */
  void millis(long millis, CancelSignal signal) throws InterruptedException;

  /** Really waits. */
  static Pause system() {
    return SystemTime.INSTANCE;
  }
}
