package io.dynowarmup.engine;

import io.dynowarmup.Progress;
import io.dynowarmup.WarmupStatus;
import io.dynowarmup.time.Deadline;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line on each change of what is going on, and at least every {@code log.msec}. */
final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

  private final Run run;
  private Deadline next;
  private String lastNote = "";

  ProgressLog(Run run) {
    this.run = run;
  }

  /** For a phase that waits for something other than a transfer. */
  void waiting(String what) {
    run.board().note(what);
    if (next == null || next.passed() || !what.equals(lastNote)) {
      next = Deadline.after(run.ticker(), run.config().logMillis());
      lastNote = what;
      WarmupStatus s = run.board().now();
      LOG.info("{}: {}; {} ms of the budget left", s.phase(), what, s.budgetLeftMillis());
    }
  }

  void progress(Progress progress) {
    String kind = progress.note().replaceAll("[0-9]+", "");
    if (next != null && !next.passed() && kind.equals(lastNote)) {
      return;
    }
    next = Deadline.after(run.ticker(), run.config().logMillis());
    lastNote = kind;
    WarmupStatus s = run.board().now();
    LOG.info(
        "{} from {}: {}; {}{}{}{}; {} ms of the budget left",
        s.phase(),
        s.source().map(Object::toString).orElse("?"),
        progress.note(),
        bytes(progress.bytesDone()),
        progress.bytesTotal() > 0
            ? " of " + (progress.totalEstimated() ? "about " : "") + bytes(progress.bytesTotal())
            : "",
        s.bytesPerSecond() > 0 ? ", " + bytes(s.bytesPerSecond()) + "/s" : "",
        progress.lagBytes() < 0 ? "" : "; behind by " + progress.lagBytes() + " bytes",
        s.budgetLeftMillis());
  }

  private static String bytes(long n) {
    if (n < 0) {
      return "unknown";
    }
    return n < 1_000_000 ? n + " bytes" : String.format(Locale.ROOT, "%.1f MB", n / 1e6);
  }
}
