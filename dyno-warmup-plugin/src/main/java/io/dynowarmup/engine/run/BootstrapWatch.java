// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.run;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.time.Deadline;

/** Setting {@code bootstrap} to false ends a start-up run that is going on. */
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
      // somebody is editing; a run keeps the settings that it began with
    }
  }
}
