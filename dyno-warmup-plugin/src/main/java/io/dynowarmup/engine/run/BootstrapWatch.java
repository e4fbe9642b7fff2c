// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.time.Deadline;

/** Aborts a running start-up run when {@code bootstrap} is set to false. */
public final class BootstrapWatch {
  private static final long EVERY_MILLIS = 2_000;

  private final Run run;
  private Deadline next;

  BootstrapWatch(Run run) {
    this.run = run;
  }

  public void look() {
    if (run.request().trigger() != Trigger.STARTUP || !run.config().bootstrap()) {
      return;
    }
    if (next != null && !next.passed()) {
      return;
    }
    next = Deadline.after(run.ticker(), EVERY_MILLIS);
    try {
      if (!run.host().readConfig().bootstrap()) {
        run.cancel().cancel("bootstrap was set to false");
      }
    } catch (WarmupException e) {
      // The file may be open in an editor. A run keeps the settings with which it began.
    }
  }
}
