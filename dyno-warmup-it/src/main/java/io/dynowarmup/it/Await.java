// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import io.dynowarmup.it.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for conditions, each within a limit. Nothing else in this module waits by sleeping. */
public final class Await {
  private static final long POLL_MILLIS = 2;

  private Await() {}

  /** A condition to wait for. It may throw while it does not hold yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns as soon as the condition holds. An exception means "not yet"; the last one becomes the
   * cause of the failure.
   *
   * @param what names the condition in the failure: "Redis answers PING"
   * @throws AssertionError if the condition does not hold within the limit
   */
  public static void until(String what, Duration limit, Condition condition) {
    until(() -> what, limit, condition);
  }

  /** Does the same, with a description that is created only if the wait fails. */
  public static void until(Supplier<String> what, Duration limit, Condition condition) {
    long deadline = Clock.nanos() + limit.toNanos();
    Exception last;
    do {
      last = null;
      try {
        if (condition.holds()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for: " + what.get(), e);
      } catch (Exception e) {
        last = e;
      }
      pause();
    } while (Clock.nanos() < deadline);
    throw new AssertionError(
        "Not within " + limit.toMillis() + " ms: " + what.get() + (last == null ? "" : ": " + last),
        last);
  }

  /**
   * Checks that a condition holds for the whole time. Use it for things that must not happen and
   * that no event announces.
   *
   * @throws AssertionError if the condition stops holding or throws
   */
  public static void holdsFor(String what, Duration time, Condition condition) {
    long deadline = Clock.nanos() + time.toNanos();
    do {
      boolean held;
      try {
        held = condition.holds();
      } catch (Exception e) {
        throw new AssertionError("No longer: " + what + ": " + e, e);
      }
      if (!held) {
        throw new AssertionError("No longer: " + what);
      }
      pause();
    } while (Clock.nanos() < deadline);
  }

  private static void pause() {
    Clock.pass(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("Interrupted while waiting");
    }
  }
}
