// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import io.dynowarmup.time.ClockWatch;
import io.dynowarmup.time.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the node's health and the wall clock once a minute. */
public final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);

  private final ClockWatch clock;
  private final HealthRecord record;
  private final VerifyCron verifications;
  private final DumpCron dumps;

  public HealthCheck(Ticker ticker, HealthRecord record, VerifyCron verifications, DumpCron dumps) {
    this.clock = new ClockWatch(ticker);
    this.record = record;
    this.verifications = verifications;
    this.dumps = dumps;
  }

  /** Checks once. Never throws because of the node. */
  public void check() {
    long millis = clock.setByMillis();
    if (millis != 0) {
      LOG.warn(
          "Wall clock was set {} by {} s; rescheduling verify.cron and dump.cron",
          millis < 0 ? "back" : "forward",
          Math.abs(millis) / 1_000);
      plan("verification", "verify.cron", verifications::plan);
      plan("dump", "dump.cron", dumps::plan);
    }
    record.check();
  }

  private static void plan(String what, String key, Runnable plan) {
    try {
      plan.run();
    } catch (WarmupException e) {
      LOG.warn("Scheduling no {} by {}: {}", what, key, e.getMessage());
    }
  }
}
