// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.dynomite.traffic;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;

/** Pauses between two polls. An interrupt or the signal ends the whole wait. */
final class Wait {
  private Wait() {}

  /**
   * Waits for the given milliseconds.
   *
   * @param forWhat for the message, such as "Dynomite to be in STANDBY"
   * @throws WarmupException ABORTED by the signal or an interrupt; the interrupt flag stays set
   */
  static void millis(Pause pause, long millis, CancelSignal signal, String forWhat) {
    try {
      pause.millis(millis, signal);
    } catch (InterruptedException e) {
      throw interrupted(forWhat, e);
    }
    if (signal.isCancelled()) {
      throw new WarmupException(
          Reason.ABORTED, "the wait for " + forWhat + " was ended: " + signal.reason());
    }
  }

  static WarmupException interrupted(String forWhat, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new WarmupException(Reason.ABORTED, "the wait for " + forWhat + " was interrupted", e);
  }
}
