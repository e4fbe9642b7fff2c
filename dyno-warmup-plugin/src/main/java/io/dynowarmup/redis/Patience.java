// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long a Redis that fails with what may pass is asked again, counted from the first failure
 * in a row: for the whole limit while the server says that it puts its answer off (BUSY, LOADING);
 * for a quarter of it while it is silent or closes each connection; for two seconds where nothing
 * listens, unless something may start it again. Always for two seconds and three failures.
 */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private static final int LEAST_FAILURES = 3;
  private static final long LEAST_MILLIS = 2_000;
  private static final int PART_OF_SILENCE = 4;

  /** One that failed once may have closed an idle connection: that is no event. */
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
   * With a source: there may be another one.
   *
   * @param limitMillis {@code stall.msec}
   */
  public static Patience withSource(Ticker ticker, long limitMillis) {
    return new Patience(ticker, limitMillis, false);
  }

  /**
   * With the local Redis: there is no other, and where nothing listens it may be on its way up.
   *
   * @param limitMillis {@code stall.msec}
   */
  public static Patience withLocal(Ticker ticker, long limitMillis) {
    return new Patience(ticker, limitMillis, true);
  }

  /** It has answered. */
  public void worked() {
    if (failures >= LOGGED_FAILURES) {
      LOG.info("answered again after {} ms: {}", millis(), said);
    }
    failures = 0;
  }

  /** Whether it is to be asked again. */
  public boolean mayPass(WarmupException e) {
    if (!e.reason().isTransient()) {
      return false;
    }
    if (failures++ == 0) {
      sinceNanos = ticker.nanos();
    }
    if (failures == LOGGED_FAILURES) {
      said = e.getMessage();
      LOG.warn("{}; asking again for up to {} ms", said, limit(e.reason()));
    }
    return failures < LEAST_FAILURES || millis() < limit(e.reason());
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - sinceNanos);
  }

  private long limit(WarmupException.Reason reason) {
    boolean gone = reason == WarmupException.Reason.REFUSED;
    if (gone && !comesBack) {
      return LEAST_MILLIS;
    }
    return Math.max(
        LEAST_MILLIS, reason.isPostponed() ? limitMillis : limitMillis / PART_OF_SILENCE);
  }

  /** In a row. */
  public int failures() {
    return failures;
  }
}
