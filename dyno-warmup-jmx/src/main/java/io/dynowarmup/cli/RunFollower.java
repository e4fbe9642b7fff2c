package io.dynowarmup.cli;

import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupException.Reason;
import io.dynowarmup.jmx.remote.Reading;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.PrintWriter;
import java.util.Locale;

/** Stays with a run of another process to its end, a line for each phase that is over. */
final class RunFollower {
  private static final long LOOK_MILLIS = 250;

  private final RemoteBean bean;
  private final PrintWriter out;
  private final Pause pause;
  private Reading before;

  RunFollower(RemoteBean bean, PrintWriter out, Pause pause) {
    this.bean = bean;
    this.out = out;
    this.pause = pause;
  }

  ExitCode follow(String id) throws InterruptedException {
    Reading now = look();
    while (now.flag("Running") && now.text("RunId").equals(id)) {
      pause.millis(LOOK_MILLIS, CancelSignal.never());
      tell(now);
      now = look();
    }
    tell(now);
    return ended(now, id);
  }

  private Reading look() throws InterruptedException {
    try {
      return bean.read();
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(), e.getMessage() + "; the run may be going on: 'status' tells", e);
    }
  }

  private void tell(Reading now) {
    if (before != null && !before.text("Phase").equals(now.text("Phase"))) {
      long spent = Doing.phaseMillis(now, before.text("Phase"));
      out.println(line(before, spent));
      out.flush();
    }
    before = now;
  }

  private static String line(Reading r, long spent) {
    String time = spent < 0 ? "" : Units.time(spent);
    return String.format(Locale.ROOT, "%-13s %9s  %s", r.text("Phase"), time, Doing.now(r)).trim();
  }

  private ExitCode ended(Reading now, String id) {
    for (Reading run : now.items("History")) {
      if (run.text("runId").equals(id)) {
        out.println(Doing.record(run));
        return ExitCode.valueOf(run.text("outcome"));
      }
    }
    throw new WarmupException(
        Reason.INTERNAL, "run " + id + " is over, and the daemon's history does not hold it");
  }
}
