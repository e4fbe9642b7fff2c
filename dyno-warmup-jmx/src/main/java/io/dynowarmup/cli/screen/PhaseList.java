// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.unit.Units;
import java.util.ArrayList;
import java.util.List;

/** Formats the phases of a run in order: the completed ones and the current one. Immutable. */
final class PhaseList {
  private final BeanSnapshot reading;
  private final BeanSnapshot millis;
  private final Glyphs glyphs;

  PhaseList(BeanSnapshot reading, Glyphs glyphs) {
    this.reading = reading;
    this.millis = reading.item("PhaseMillis").orElse(BeanSnapshot.NONE);
    this.glyphs = glyphs;
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (WarmupPhase phase : WarmupPhase.values()) {
      if (phase != WarmupPhase.IDLE) {
        rows.add(row(phase));
      }
    }
    return rows;
  }

  private boolean visited(WarmupPhase phase) {
    return millis.number(phase.name()) >= 0;
  }

  private boolean isNow(WarmupPhase phase) {
    return reading.text("Phase").equals(phase.name());
  }

  private Row row(WarmupPhase phase) {
    String time = visited(phase) ? Units.time(millis.number(phase.name())) : "";
    String text = String.format("%-13s %10s", phase, time);
    if (isNow(phase)) {
      return Row.of(" ").add(glyphs.now + " " + text, Style.NOW);
    }
    if (!visited(phase) || isAhead(phase)) {
      return Row.of(" ").add(glyphs.todo + " " + text, Style.DIM);
    }
    return stoppedIn(phase)
        ? Row.of(" ").add(glyphs.failed + " " + text, Style.BAD)
        : Row.of(" ").add(glyphs.done, Style.GOOD).add(" " + text);
  }

  /** Returns whether the phase was visited in an earlier try but lies ahead again. */
  private boolean isAhead(WarmupPhase phase) {
    return reading.flag("Running") && phase.ordinal() > reading.number("PhaseCode");
  }

  /** Returns whether these are the phases of the last run and it stopped in this phase. */
  private boolean stoppedIn(WarmupPhase phase) {
    String outcome = reading.text("LastOutcome");
    boolean inRestore = reading.text("Phase").equals("RESTORE");
    boolean cut = outcome.equals("FAILED") || outcome.equals("ABORTED");
    if (reading.flag("Running") || inRestore || !cut) {
      return false;
    }
    WarmupPhase last = WarmupPhase.IDLE;
    for (WarmupPhase p : WarmupPhase.values()) {
      last = visited(p) && p.ordinal() < WarmupPhase.RESTORE.ordinal() ? p : last;
    }
    return phase == last;
  }
}
