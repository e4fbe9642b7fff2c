// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.time.Deadline;

/** Aborts a running start-up run when {@code bootstrap} is set to false. */
public final class BootstrapWatch {
  private static final long EVERY_MILLIS = 2_000;

  private final RunContext context;
  private Deadline next;

  public BootstrapWatch(RunContext context) {
    this.context = context;
  }

  public void check() {
    if (context.request().trigger() != Trigger.STARTUP || !context.config().bootstrap()) {
      return;
    }
    if (next != null && !next.passed()) {
      return;
    }
    next = Deadline.after(context.ticker(), EVERY_MILLIS);
    try {
      if (!context.host().readConfig().bootstrap()) {
        context.cancel().cancel("bootstrap was set to false");
      }
    } catch (WarmupException e) {
      // The file may be open in an editor. A run keeps the settings with which it began.
    }
  }
}
