// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.context;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.status.LastResortLog;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a step of RESTORE until it works or the limit has passed: Redis or Dynomite may be
 * starting up again.
 *
 * <p>It collects failures instead of stopping at the first one. Each step is tried at least once.
 */
public final class RestoreRetrier {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreRetrier.class);
  private static final long RETRY_MILLIS = 500;

  /**
   * Maximum number of errors of the JVM, such as a lack of memory, in one step. Some of them pass.
   */
  private static final int MOST_ERRORS = 10;

  /**
   * Limit for a Redis that rejects the password. A run keeps the password that it began with, so
   * only the next run can log in.
   */
  private static final long NO_LOGIN_MILLIS = 3_000;

  private final RunContext context;
  private final Deadline limit;
  private final List<String> problems = new ArrayList<>();
  private String said = "";
  private Deadline sayAgain;
  private Throwable broke;
  private Deadline noLogin;

  public RestoreRetrier(RunContext context, Deadline limit) {
    this.context = context;
    this.limit = limit;
    this.sayAgain = limit;
  }

  /** A step of the return to service. */
  public interface Step<T> {
    T run() throws InterruptedException;
  }

  public Deadline limit() {
    return limit;
  }

  public List<String> problems() {
    return problems;
  }

  /** Returns the last error of this program or its JVM that ended a step; null if none. */
  public Throwable broke() {
    return broke;
  }

  public void problem(String text) {
    problems.add(text);
  }

  public <T> T untilItWorks(String what, Step<T> step, T otherwise) throws InterruptedException {
    said = "";
    sayAgain = limit;
    int errors = 0;
    while (true) {
      try {
        return step.run();
      } catch (InterruptedException e) {
        throw e;
      } catch (Throwable e) {
        if (e instanceof Error && ++errors > MOST_ERRORS) {
          return broke(what, e, otherwise);
        }
        tell(what, e);
        if (limit.passed()) {
          problems.add(what + " was not restored within restore.msec: " + said);
          return otherwise;
        }
        if (lockedOut(e)) {
          problems.add(what + " was not restored: " + said);
          return otherwise;
        }
      }
      context.pause().millis(Math.min(RETRY_MILLIS, limit.leftMillis()), CancelSignal.never());
    }
  }

  /** Returns whether Redis has rejected the password of this run for too long, in all steps. */
  private boolean lockedOut(Throwable e) {
    if (!(e instanceof WarmupException) || ((WarmupException) e).reason() != Reason.NOAUTH) {
      return false;
    }
    if (noLogin == null) {
      noLogin = Deadline.after(context.ticker(), NO_LOGIN_MILLIS);
    }
    return isLockedOut();
  }

  /** Returns whether steps were given up because Redis rejects the password of this run. */
  public boolean isLockedOut() {
    return noLogin != null && noLogin.passed();
  }

  /** Gives up the step. */
  private <T> T broke(String what, Throwable e, T otherwise) {
    broke = e;
    LastResortLog.error(LOG, "Unexpected error while restoring {}", what, e);
    problems.add(what + " was not restored: " + LastResortLog.text(e));
    return otherwise;
  }

  private void tell(String what, Throwable e) {
    try {
      String why = e instanceof WarmupException ? e.getMessage() : e.toString();
      context.board().note("trying again to restore " + what + ": " + why);
      if (!why.equals(said) || sayAgain.passed()) {
        said = why;
        sayAgain = Deadline.after(context.ticker(), context.config().logMillis());
        LOG.warn(
            "Cannot restore {} yet: {}; {} ms of restore.msec left",
            what,
            why,
            limit.leftMillis(),
            e instanceof WarmupException ? null : e);
      }
    } catch (Throwable again) {
      LastResortLog.warn(LOG, "Unexpected error while restoring {}", what, again);
    }
  }
}
