// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import java.util.concurrent.TimeUnit;

/** The pauses between the polls of one step, and its duration. Used by one thread. */
final class Polls {
  private static final long POLL_MILLIS = 1_000;

  private final WarmTools tools;
  private final CancelSignal cancel;
  private long began;

  Polls(WarmTools tools, CancelSignal cancel) {
    this.tools = tools;
    this.cancel = cancel;
  }

  /** Begins a step. */
  void begin() {
    began = tools.ticker().nanos();
  }

  long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(tools.ticker().nanos() - began);
  }

  /**
   * Waits for the next poll.
   *
   * @throws WarmupException ABORTED if the signal was given
   */
  void pause() throws InterruptedException {
    tools.pause().millis(POLL_MILLIS, cancel);
    if (cancel.isCancelled()) {
      throw new WarmupException(Reason.ABORTED, "the warm-up was ended: " + cancel.reason());
    }
  }
}
