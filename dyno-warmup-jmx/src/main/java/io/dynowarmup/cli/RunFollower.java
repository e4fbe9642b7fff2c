// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.cli.screen.StatusSentence;
import io.dynowarmup.cli.screen.Units;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Follows a run of another process to its end and prints one line for each completed phase. */
final class RunFollower {
  private static final long LOOK_MILLIS = 250;
  private static final int LAST_LOOKS = 20;

  private final RemoteBean bean;
  private final PrintWriter out;
  private final Pause pause;
  private final Map<WarmupPhase, Long> toldMillis = new EnumMap<>(WarmupPhase.class);
  private final Map<WarmupPhase, String> doing = new EnumMap<>(WarmupPhase.class);

  RunFollower(RemoteBean bean, PrintWriter out, Pause pause) {
    this.bean = bean;
    this.out = out;
    this.pause = pause;
  }

  ExitCode follow(String id) throws InterruptedException {
    BeanSnapshot now = look();
    while (now.flag("Running") && now.text("RunId").equals(id)) {
      tell(now);
      pause.millis(LOOK_MILLIS, CancelSignal.never());
      now = look();
    }
    if (now.text("RunId").equals(id)) {
      tell(now);
    }
    // A reading is not atomic; the run may have ended between two attributes.
    for (int looks = 0; looks < LAST_LOOKS; looks++) {
      Optional<ExitCode> end = ended(now, id);
      if (end.isPresent()) {
        return end.get();
      }
      pause.millis(LOOK_MILLIS, CancelSignal.never());
      now = look();
    }
    throw new WarmupException(
        Reason.INTERNAL, "run " + id + " has ended, but the daemon's history does not contain it");
  }

  private BeanSnapshot look() throws InterruptedException {
    try {
      return bean.read();
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(), e.getMessage() + "; the run may still be going on: check 'status'", e);
    }
  }

  /** Also reports phases that were completed before the first reading. */
  private void tell(BeanSnapshot now) {
    for (WarmupPhase phase : WarmupPhase.values()) {
      long millis = StatusSentence.phaseMillis(now, phase.name());
      if (now.text("Phase").equals(phase.name())) {
        doing.put(phase, StatusSentence.now(now));
      } else if (phase != WarmupPhase.IDLE && millis > toldMillis.getOrDefault(phase, -1L)) {
        long visit = millis - toldMillis.getOrDefault(phase, 0L);
        out.println(line(phase, visit, doing.getOrDefault(phase, "")));
        toldMillis.put(phase, millis);
      }
    }
    out.flush();
  }

  private static String line(WarmupPhase phase, long millis, String text) {
    return String.format(Locale.ROOT, "%-13s %9s  %s", phase, Units.time(millis), text).trim();
  }

  private Optional<ExitCode> ended(BeanSnapshot now, String id) {
    for (BeanSnapshot run : now.items("History")) {
      if (run.text("runId").equals(id)) {
        out.println(StatusSentence.record(run));
        return Optional.of(ExitCode.valueOf(run.text("outcome")));
      }
    }
    return Optional.empty();
  }
}
