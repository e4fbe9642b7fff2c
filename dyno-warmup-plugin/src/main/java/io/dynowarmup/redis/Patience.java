// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how long a Redis with a transient failure is retried, counted from the first failure in a
 * row.
 *
 * <ul>
 *   <li>the whole limit, if the server defers its answer (BUSY, LOADING);
 *   <li>a quarter of the limit, if it does not answer or closes each connection;
 *   <li>2 s, if no process listens, unless the Redis may be started again.
 * </ul>
 *
 * <p>The limit is never below 2 s and three failures.
 */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private static final int LEAST_FAILURES = 3;
  private static final long LEAST_MILLIS = 2_000;
  private static final int PART_OF_SILENCE = 4;

  /**
   * The failure that is logged. A single failure is not: the server may have closed an idle
   * connection.
   */
  private static final int LOGGED_FAILURES = 2;

  private final Ticker ticker;
  private final long limitMillis;
  private final boolean comesBack;
  private int failures;
  private long sinceNanos;
  private String said = "";

  private Patience(Ticker ticker, long limitMillis, boolean comesBack) {
    this.ticker = ticker;
    this.limitMillis = limitMillis;
    this.comesBack = comesBack;
  }

  /**
   * Returns the limits for a source: another source may be available.
   *
   * @param limitMillis {@code stall.msec}, in ms
   */
  public static Patience withSource(Ticker ticker, long limitMillis) {
    return new Patience(ticker, limitMillis, false);
  }

  /**
   * Returns the limits for the local Redis: there is no other one, and it may be starting if no
   * process listens.
   *
   * @param limitMillis {@code stall.msec}, in ms
   */
  public static Patience withLocal(Ticker ticker, long limitMillis) {
    return new Patience(ticker, limitMillis, true);
  }

  /** Records an answer; resets the count of failures. */
  public void worked() {
    if (failures >= LOGGED_FAILURES) {
      LOG.info("Answered again after {} ms; failure was: {}", millis(), said);
    }
    failures = 0;
  }

  /** Records a failure and returns whether to retry. */
  public boolean mayPass(WarmupException e) {
    if (!e.reason().isTransient()) {
      return false;
    }
    if (failures++ == 0) {
      sinceNanos = ticker.nanos();
    }
    if (failures == LOGGED_FAILURES) {
      said = e.getMessage();
      LOG.warn("No answer; retrying for up to {} ms: {}", limit(e.reason()), said);
    }
    return failures < LEAST_FAILURES || millis() < limit(e.reason());
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - sinceNanos);
  }

  private long limit(WarmupException.Reason reason) {
    if (reason.isRefused() && !comesBack) {
      return LEAST_MILLIS;
    }
    return Math.max(
        LEAST_MILLIS, reason.isPostponed() ? limitMillis : limitMillis / PART_OF_SILENCE);
  }

  /** Returns the number of failures in a row. */
  public int failures() {
    return failures;
  }
}
