// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.Progress;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.time.Deadline;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a line when the progress changes in kind, and at least every {@code log.msec}. */
public final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

  private final Run run;
  private Deadline next;
  private String lastNote = "";

  ProgressLog(Run run) {
    this.run = run;
  }

  /** Logs for a phase that waits for something other than a transfer. */
  public void waiting(String what) {
    run.board().note(what);
    if (next == null || next.passed() || !what.equals(lastNote)) {
      next = Deadline.after(run.ticker(), run.config().logMillis());
      lastNote = what;
      WarmupStatus s = run.board().now();
      LOG.info("{}: {}; {} ms of the budget left", s.phase(), what, s.budgetLeftMillis());
    }
  }

  public void progress(Progress progress) {
    String kind = progress.note().replaceAll("[0-9]+", "");
    if (next != null && !next.passed() && kind.equals(lastNote)) {
      return;
    }
    next = Deadline.after(run.ticker(), run.config().logMillis());
    lastNote = kind;
    LOG.info("{}", line(run.board().now(), progress));
  }

  static String line(WarmupStatus s, Progress progress) {
    return s.phase()
        + " from "
        + s.source().map(Object::toString).orElse("?")
        + ": "
        + progress.note()
        + (progress.keys().isPresent() ? fetched(progress) : arrived(s, progress))
        + "; "
        + s.budgetLeftMillis()
        + " ms of the budget left";
  }

  private static String fetched(Progress p) {
    return p.bytesDone() < 0 ? "" : "; " + bytes(p.bytesDone()) + " fetched";
  }

  private static String arrived(WarmupStatus s, Progress p) {
    String total =
        p.bytesTotal() > 0
            ? " of " + (p.totalEstimated() ? "about " : "") + bytes(p.bytesTotal())
            : "";
    return "; "
        + bytes(p.bytesDone())
        + total
        + (s.bytesPerSecond() > 0 ? ", " + bytes(s.bytesPerSecond()) + "/s" : "")
        + (p.lagBytes() < 0 ? "" : "; behind by " + p.lagBytes() + " bytes");
  }

  private static String bytes(long n) {
    if (n < 0) {
      return "unknown";
    }
    return n < 1_000_000 ? n + " bytes" : String.format(Locale.ROOT, "%.1f MB", n / 1e6);
  }
}
