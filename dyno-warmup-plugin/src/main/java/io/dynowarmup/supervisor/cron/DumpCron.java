// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor.cron;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.node.EngineHost;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** Starts the dumps that {@code dump.cron} schedules. */
public final class DumpCron {
  private final CronPlan plan;
  private final IntConsumer dumpAndExpire;

  /**
   * @param dumpAndExpire starts a dump; the number of dumps that are kept after it
   * @param schedule calls {@link #due()} after the given number of milliseconds
   */
  public DumpCron(EngineHost host, IntConsumer dumpAndExpire, LongConsumer schedule) {
    this.plan = new CronPlan(host, "dump", "dump.cron", c -> c.chunks().dumpCron(), schedule);
    this.dumpAndExpire = dumpAndExpire;
  }

  /**
   * Plans the next dump, if the settings schedule any.
   *
   * @throws WarmupException BAD_CONFIG if the settings are invalid
   */
  public void plan() {
    plan.plan();
  }

  /** Starts a dump, unless a run or another dump is in progress, and plans the next. */
  public void due() {
    plan.due(config -> dumpAndExpire.accept(config.chunks().dumpKeep()));
  }
}
