// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import io.dynowarmup.api.RunRecord;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.cli.live.Paragraphs;
import io.dynowarmup.cli.live.Screen;
import io.dynowarmup.cli.screen.StatusSentence;
import io.dynowarmup.jmx.remote.BeanSnapshot;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.text.RunText;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Pause;
import java.io.PrintWriter;
import java.util.Optional;

/** Follows a run of another process to its end. */
public final class RunFollower {
  private static final long POLL_MILLIS = 250;
  private static final int LAST_POLLS = 20;

  private final RemoteBean bean;
  private final PrintWriter out;
  private final Screen screen;
  private final RunView view;
  private final Pause pause;

  public RunFollower(RemoteBean bean, PrintWriter out, Screen screen, Pause pause) {
    this.bean = bean;
    this.out = out;
    this.screen = screen;
    this.view = new RunView(screen);
    this.pause = pause;
  }

  /** Returns the run as it ended. */
  public RunRecord follow(String id) throws InterruptedException {
    String hint = "run " + id + " continues: 'status --watch' shows it, 'abort' ends it";
    try (WaitNote note = WaitNote.of(screen, hint)) {
      return toTheEnd(id);
    } finally {
      screen.live("");
    }
  }

  private RunRecord toTheEnd(String id) throws InterruptedException {
    BeanSnapshot now = poll();
    while (now.flag("Running") && now.text("RunId").equals(id)) {
      view.show(now);
      pause.millis(POLL_MILLIS, CancelSignal.never());
      now = poll();
    }
    if (now.text("RunId").equals(id)) {
      view.show(now);
    }
    // A reading is not atomic; the run may have ended between two attributes.
    for (int polls = 0; polls < LAST_POLLS; polls++) {
      Optional<RunRecord> end = ended(now, id);
      if (end.isPresent()) {
        return end.get();
      }
      pause.millis(POLL_MILLIS, CancelSignal.never());
      now = poll();
    }
    throw new WarmupException(
        Reason.INTERNAL, "run " + id + " has ended, but the daemon's history does not contain it");
  }

  private BeanSnapshot poll() throws InterruptedException {
    try {
      return bean.read();
    } catch (WarmupException e) {
      throw new WarmupException(
          e.reason(), e.getMessage() + "; the run may still be in progress: check 'status'", e);
    }
  }

  private Optional<RunRecord> ended(BeanSnapshot now, String id) {
    for (BeanSnapshot run : now.items("History")) {
      if (run.text("runId").equals(id)) {
        screen.live("");
        RunRecord end = StatusSentence.record(run);
        out.println(Paragraphs.onStdout(RunText.of(end)));
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }
}
