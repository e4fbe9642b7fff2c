// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.status;

import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.api.report.Progress;
import io.dynowarmup.text.StatusText;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.unit.Units;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a line when the progress changes in kind, and at least every {@code log.msec}. */
public final class ProgressLog {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

  private final StatusBoard board;
  private final Ticker ticker;
  private final long everyMillis;
  private Deadline next;
  private String lastNote = "";

  /**
   * @param everyMillis {@code log.msec}
   */
  public ProgressLog(StatusBoard board, Ticker ticker, long everyMillis) {
    this.board = board;
    this.ticker = ticker;
    this.everyMillis = everyMillis;
  }

  /** Logs for a phase that waits for something other than a transfer. */
  public void waiting(String what) {
    board.note(what);
    if (next == null || next.passed() || !what.equals(lastNote)) {
      next = Deadline.after(ticker, everyMillis);
      lastNote = what;
      WarmupStatus s = board.now();
      LOG.info("{}: {}; {}", s.phase(), what, budgetLeft(s));
    }
  }

  public void progress(Progress progress) {
    String kind = progress.note().replaceAll("[0-9]+", "");
    if (next != null && !next.passed() && kind.equals(lastNote)) {
      return;
    }
    next = Deadline.after(ticker, everyMillis);
    lastNote = kind;
    LOG.info("{}", line(board.now()));
  }

  static String line(WarmupStatus s) {
    return s.phase()
        + " from "
        + s.source().map(Object::toString).orElse("?")
        + ": "
        + StatusText.doing(s)
        + "; "
        + budgetLeft(s);
  }

  private static String budgetLeft(WarmupStatus s) {
    return Units.time(s.budgetLeftMillis()) + " of the budget left";
  }
}
