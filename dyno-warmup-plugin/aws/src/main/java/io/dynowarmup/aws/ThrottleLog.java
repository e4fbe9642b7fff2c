// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.aws;

import io.dynowarmup.time.Ticker;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Logs that a server limits the rate, and the rate of the requests, at most every 10 s. */
final class ThrottleLog implements ExecutionInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(ThrottleLog.class);
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final String server;
  private final Ticker ticker;
  private long since;
  private long requests;
  private long refused;

  ThrottleLog(String server, Ticker ticker) {
    this.server = server;
    this.ticker = ticker;
    this.since = ticker.nanos();
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    int status = context.httpResponse().statusCode();
    count(status == TOO_MANY_REQUESTS || status == UNAVAILABLE);
  }

  private synchronized void count(boolean wasRefused) {
    long passed = ticker.nanos() - since;
    if (passed > INTERVAL && !wasRefused && refused == 0) {
      since = ticker.nanos();
      requests = 0;
      passed = 0;
    }
    requests++;
    if (wasRefused) {
      refused++;
    }
    if (refused > 0 && (refused == 1 || passed > INTERVAL)) {
      log(passed);
    }
  }

  private void log(long passed) {
    double seconds = Math.max(1, passed / (double) TimeUnit.SECONDS.toNanos(1));
    LOG.warn(
        "Server limits the rate; requests are retried later: server={}, requests={}, refused={},"
            + " rate={}/s",
        server,
        requests,
        refused,
        String.format(Locale.ROOT, "%.1f", requests / seconds));
    if (passed > INTERVAL) {
      since = ticker.nanos();
      requests = 0;
      refused = 0;
    }
  }
}
