// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.unit.Units;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Shows the progress of a run of this or of another process: one line for each completed phase, and
 * a live line for the current one.
 */
public final class RunView {
  private final Screen screen;
  private final Map<WarmupPhase, Long> shownMillis = new EnumMap<>(WarmupPhase.class);

  public RunView(Screen screen) {
    this.screen = screen;
  }

  /** Also shows phases that were completed since the last reading, or before the first one. */
  public void show(BeanSnapshot now) {
    BeanSnapshot millis = now.item("PhaseMillis").orElse(BeanSnapshot.NONE);
    BeanSnapshot results = now.item("PhaseResults").orElse(BeanSnapshot.NONE);
    for (WarmupPhase phase : WarmupPhase.values()) {
      String name = phase.name();
      long spent = millis.number(name);
      boolean over = phase != WarmupPhase.IDLE && !now.text("Phase").equals(name);
      if (over && spent > shownMillis.getOrDefault(phase, -1L)) {
        screen.line(line(phase, visit(phase, spent), results.text(name)));
        shownMillis.put(phase, spent);
      }
    }
    screen.live(now.flag("Running") ? live(now, millis) : "");
  }

  private String live(BeanSnapshot now, BeanSnapshot millis) {
    WarmupPhase phase = WarmupPhase.valueOf(now.text("Phase"));
    return line(phase, visit(phase, millis.number(phase.name())), now.text("Activity"));
  }

  /** Returns the time of the last visit to a phase; the bean adds up all visits. */
  private long visit(WarmupPhase phase, long spent) {
    return Math.max(0, spent - shownMillis.getOrDefault(phase, 0L));
  }

  private static String line(WarmupPhase phase, long millis, String text) {
    return String.format(Locale.ROOT, "%-13s %9s  %s", phase, Units.time(millis), text).trim();
  }
}
