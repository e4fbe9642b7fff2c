package io.dynowarmup.strategy.replication;

import io.dynowarmup.WarmupException;
import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;

/**
 * Tells a hiccup from a fact: a server that did not answer in three looks in a row, over two
 * seconds at least, does not answer. A transfer of minutes is not given up for less.
 */
final class Hiccups {
  private static final int FAILED_LOOKS = 3;
  private static final long LEAST_MILLIS = 2_000;

  private final Ticker ticker;
  private int failures;
  private Deadline least;

  Hiccups(Ticker ticker) {
    this.ticker = ticker;
  }

  void worked() {
    failures = 0;
  }

  /** Whether it may be only a hiccup so far. */
  boolean mayPass(WarmupException e) {
    if (failures++ == 0) {
      least = Deadline.after(ticker, LEAST_MILLIS);
    }
    return e.reason().isTransient() && (failures < FAILED_LOOKS || !least.passed());
  }

  int failures() {
    return failures;
  }
}
