// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.cli.exit.ExitCode;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;

/** Waits until a node serves and is warm. Meanwhile its daemon may be down. */
final class NodeWait {
  private static final long BETWEEN_MILLIS = 1_000;

  private final Pause pause;
  private final Deadline limit;

  /**
   * @param seconds longest wait; 0 asks once
   */
  NodeWait(Ticker ticker, Pause pause, long seconds) {
    this.pause = pause;
    this.limit = Deadline.after(ticker, seconds * 1_000);
  }

  /** Asks for the state of a node. */
  interface Question {
    /**
     * @throws WarmupException if the daemon does not answer
     */
    ExitCode ask() throws InterruptedException;
  }

  /** Sees why the daemon does not answer yet. */
  interface NoAnswer {
    void seen(String why);
  }

  /**
   * Asks until the node serves and is warm.
   *
   * @return the last state
   * @throws WarmupException if the daemon does not answer at the end, or refuses to
   */
  ExitCode until(Question question, NoAnswer noAnswer) throws InterruptedException {
    while (true) {
      try {
        ExitCode state = question.ask();
        if (state == ExitCode.WARMED || limit.passed()) {
          return state;
        }
      } catch (WarmupException e) {
        if (limit.passed() || ExitCode.ofRemote(e) != ExitCode.UNREACHABLE) {
          throw e;
        }
        noAnswer.seen(e.getMessage());
      }
      pause.millis(BETWEEN_MILLIS, CancelSignal.never());
    }
  }
}
