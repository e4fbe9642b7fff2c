// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor.cron;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.EngineHost;
import java.util.function.LongConsumer;

/** Starts the verifications that {@code verify.cron} schedules. */
public final class VerifyCron {
  private final CronPlan plan;
  private final Warmup warmup;

  /**
   * @param schedule calls {@link #due()} after the given number of milliseconds
   */
  public VerifyCron(EngineHost host, Warmup warmup, LongConsumer schedule) {
    this.plan = new CronPlan(host, "verification", "verify.cron", c -> c.verify().cron(), schedule);
    this.warmup = warmup;
  }

  /**
   * Plans the next verification, if the settings schedule any.
   *
   * @throws WarmupException BAD_CONFIG if the settings are invalid
   */
  public void plan() {
    plan.plan();
  }

  /**
   * Starts a verification, unless a run or another verification is in progress, and plans the next.
   */
  public void due() {
    plan.due(config -> warmup.verify(config.verify().byCron()));
  }
}
