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
 * Retries commands to one Redis while the failure is transient, the {@link Patience} lasts and the
 * run is not cancelled. Used by one thread.
 */
public final class Retrier implements CommandPolicy {
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
   * Creates a retrier.
   *
   * @param end no retry after this deadline
   * @param meanwhile receives the message of the failure before each wait; a wait takes at most 500
   *     ms
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

  /** Runs a query, or a command that may run twice. */
  public <T> T ask(Supplier<T> question) {
    return send(1, Effect.READ, question);
  }

  /** Does not retry commands that must not run twice and may have reached the server. */
  @Override
  public <T> T send(int commands, Effect effect, Supplier<T> packet) {
    while (true) {
      try {
        T answer = packet.get();
        patience.worked();
        return answer;
      } catch (WarmupException e) {
        if (!again(e, effect)) {
          throw e;
        }
        await(e);
      }
    }
  }

  private boolean again(WarmupException e, Effect effect) {
    return patience.mayPass(e)
        && !suspended
        && (effect.isRepeatable() || !e.reason().isUnanswered())
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

  /** Disables retries until {@link #resume()}, for phases in which time is critical. */
  public void suspend() {
    suspended = true;
  }

  /** Enables retries again after {@link #suspend()}. */
  public void resume() {
    suspended = false;
  }
}
