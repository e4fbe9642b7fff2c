// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.screen.Screen;
import io.dynowarmup.cli.screen.StatusText;
import java.util.EnumMap;
import java.util.Map;

/**
 * Shows the progress of a run: one line for each completed phase, and a live line for the current
 * one.
 */
final class RunView {
  private final Screen screen;
  private final Map<WarmupPhase, Long> shownMillis = new EnumMap<>(WarmupPhase.class);
  private WarmupPhase phase = WarmupPhase.IDLE;

  RunView(Screen screen) {
    this.screen = screen;
  }

  void show(WarmupStatus status) {
    if (status.phase() != phase) {
      over(status);
      phase = status.phase();
    }
    screen.live(status.running() ? StatusText.now(status, millisOf(phase, status)) : "");
  }

  private void over(WarmupStatus status) {
    if (phase != WarmupPhase.IDLE) {
      screen.line(StatusText.done(phase, millisOf(phase, status), status));
      shownMillis.put(phase, status.phaseMillis().getOrDefault(phase, 0L));
    }
  }

  /** Returns the time of the current visit to a phase; the status adds up all visits. */
  private long millisOf(WarmupPhase which, WarmupStatus status) {
    return status.phaseMillis().getOrDefault(which, 0L) - shownMillis.getOrDefault(which, 0L);
  }
}
