// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it;

import io.dynowarmup.it.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Waits for conditions with Awaitility, each within a limit. Nothing else in this module waits by
 * sleeping. A limit is a time that is ample on an idle machine of two cores; on one that is busy or
 * slow each lasts {@code -Dpatience=} times as long (default 4).
 */
public final class Await {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int PATIENCE = Integer.getInteger("patience", 4);

  private Await() {}

  /** A condition to wait for. It may throw while it does not hold yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns what a limit is on this machine, for waits that are not conditions. */
  public static Duration patient(Duration limit) {
    return limit.multipliedBy(PATIENCE);
  }

  /**
   * Returns as soon as the condition holds. An exception means "not yet"; the last one becomes the
   * cause of the failure. An error ends the wait at once.
   *
   * @param what names the condition in the failure: "Redis answers PING"
   * @param limit the limit on an idle machine
   * @throws AssertionError if the condition does not hold within the limit
   */
  public static void until(String what, Duration limit, Condition condition) {
    until(() -> what, limit, condition);
  }

  /** Does the same, with a description that is created only if the wait fails. */
  public static void until(Supplier<String> what, Duration limit, Condition condition) {
    until(what, limit, POLL, condition);
  }

  /** Does the same at a longer interval, for a condition that costs the machine much. */
  public static void until(
      Supplier<String> what, Duration limit, Duration interval, Condition condition) {
    AtomicReference<Exception> last = new AtomicReference<>();
    Duration patient = patient(limit);
    try {
      await(patient, interval).until(() -> holds(condition, last));
    } catch (ConditionTimeoutException e) {
      String cause = last.get() == null ? "" : ": " + last.get();
      throw new AssertionError(
          "Not within " + patient.toMillis() + " ms: " + what.get() + cause, last.get());
    } catch (Interrupted e) {
      throw new IllegalStateException("Interrupted while waiting for: " + what.get(), e);
    }
  }

  /**
   * Checks that a condition holds for the whole time. Use it for things that must not happen and
   * that no event announces.
   *
   * @throws AssertionError if the condition stops holding or throws
   */
  public static void holdsFor(String what, Duration time, Condition condition) {
    long end = Clock.nanos() + time.toNanos();
    until(
        what,
        time.plus(time).plusSeconds(60),
        () -> {
          assertHolds(what, condition);
          return Clock.nanos() - end >= 0;
        });
  }

  private static void assertHolds(String what, Condition condition) {
    boolean held;
    try {
      held = condition.holds();
    } catch (Exception e) {
      throw new AssertionError("No longer: " + what + ": " + e, e);
    }
    if (!held) {
      throw new AssertionError("No longer: " + what);
    }
  }

  /**
   * Evaluates the condition on the calling thread, so that its output belongs to the right test.
   * Exceptions of other threads are not this wait's: tests that run in parallel share them.
   */
  private static ConditionFactory await(Duration limit, Duration interval) {
    return Awaitility.await()
        .pollInSameThread()
        .dontCatchUncaughtExceptions()
        .pollDelay(Duration.ZERO)
        .pollInterval(interval)
        .atMost(limit);
  }

  private static boolean holds(Condition condition, AtomicReference<Exception> last) {
    last.set(null);
    try {
      if (condition.holds()) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      last.set(e);
    }
    // Awaitility itself waits on.
    if (Thread.currentThread().isInterrupted()) {
      throw new Interrupted();
    }
    return false;
  }

  private static final class Interrupted extends RuntimeException {}
}
