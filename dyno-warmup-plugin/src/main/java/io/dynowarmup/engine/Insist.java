package io.dynowarmup.engine;

import io.dynowarmup.WarmupException;
import io.dynowarmup.time.CancelSignal;
import io.dynowarmup.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a step until it works or the limit has passed: a Redis or a Dynomite may be on its way up
 * again. Gathers what did not work instead of stopping at it. Each step is tried at least once;
 * what Redis refuses for good is tried only once.
 */
final class Insist {
  private static final Logger LOG = LoggerFactory.getLogger(Insist.class);
  private static final long RETRY_MILLIS = 500;

  private final Run run;
  private final Deadline limit;
  private final List<String> problems = new ArrayList<>();

  Insist(Run run, Deadline limit) {
    this.run = run;
    this.limit = limit;
  }

  /** A step of the way back. */
  interface Step<T> {
    T run() throws InterruptedException;
  }

  Deadline limit() {
    return limit;
  }

  List<String> problems() {
    return problems;
  }

  void problem(String text) {
    problems.add(text);
  }

  <T> T untilItWorks(String what, Step<T> step, T otherwise) throws InterruptedException {
    String said = "";
    Deadline sayAgain = limit;
    while (true) {
      try {
        return step.run();
      } catch (RuntimeException e) {
        String why = text(e);
        run.board().note("trying again to restore " + what + ": " + why);
        if (!why.equals(said) || sayAgain.passed()) {
          said = why;
          sayAgain = Deadline.after(run.ticker(), run.config().logMillis());
          LOG.warn(
              "restoring {}: {}; {} ms of restore.msec left",
              what,
              why,
              limit.leftMillis(),
              e instanceof WarmupException ? null : e);
        }
        if (isFinal(e)) {
          problems.add(what + " was not restored: " + why);
          return otherwise;
        }
        if (limit.passed()) {
          problems.add(what + " was not restored within restore.msec: " + why);
          return otherwise;
        }
      }
      run.host().pause().millis(Math.min(RETRY_MILLIS, limit.leftMillis()), CancelSignal.never());
    }
  }

  private static String text(RuntimeException e) {
    String said = e instanceof WarmupException ? e.getMessage() : e.toString();
    return said == null || said.isEmpty() ? e.toString() : said;
  }

  /** What a Redis refuses for good is not waited for. */
  private static boolean isFinal(RuntimeException e) {
    return e instanceof WarmupException && ((WarmupException) e).reason().refusesWrites();
  }
}
