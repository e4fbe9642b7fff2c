// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Pause;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks one Redis again as long as its failure may pass, the {@link Patience} lasts and nothing
 * wants the end. Used by one thread.
 */
public final class Retrier {
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 500;
  private static final int MOST_DOUBLINGS = 6;

  private final Patience patience;
  private final Pause pause;
  private final CancelSignal cancel;
  private final Deadline end;
  private final Consumer<String> meanwhile;
  private boolean suspended;

  /**
   * @param end nothing is asked again after it
   * @param meanwhile is told of the failure before each wait, half a second apart at most
   */
  public Retrier(
      Patience patience,
      Pause pause,
      CancelSignal cancel,
      Deadline end,
      Consumer<String> meanwhile) {
    this.patience = patience;
    this.pause = pause;
    this.cancel = cancel;
    this.end = end;
    this.meanwhile = meanwhile;
  }

  /** A question, or a command that may be carried out twice. */
  public <T> T ask(Supplier<T> question) {
    return ask(question, true);
  }

  /** A command that may not be carried out twice: not sent again where it may have been. */
  public <T> T once(Supplier<T> command) {
    return ask(command, false);
  }

  private <T> T ask(Supplier<T> question, boolean repeatable) {
    while (true) {
      try {
        T answer = question.get();
        patience.worked();
        return answer;
      } catch (WarmupException e) {
        if (!again(e, repeatable)) {
          throw e;
        }
        await(e);
      }
    }
  }

  private boolean again(WarmupException e, boolean repeatable) {
    boolean mayBeDone = e.reason() == Reason.CONNECTION_LOST || e.reason() == Reason.TIME_OUT;
    return patience.mayPass(e)
        && !suspended
        && (repeatable || !mayBeDone)
        && !cancel.isCancelled()
        && !end.passed();
  }

  private void await(WarmupException e) {
    meanwhile.accept(e.getMessage());
    long millis = FIRST_PAUSE_MILLIS << Math.min(patience.failures() - 1, MOST_DOUBLINGS);
    try {
      pause.millis(Math.min(LONGEST_PAUSE_MILLIS, millis), cancel);
    } catch (InterruptedException i) {
      Thread.currentThread().interrupt();
      throw new WarmupException(Reason.ABORTED, "interrupted before another try", i);
    }
  }

  /** From now on nothing is asked again, because time is dear. */
  public void suspend() {
    suspended = true;
  }

  /** As before {@link #suspend()}. */
  public void resume() {
    suspended = false;
  }
}
