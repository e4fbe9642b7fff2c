// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor.cron;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.Cron;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something at the times of a cron expression. Each time plans the next, so any scheduler
 * works that can call once after a delay. A changed setting applies from the next planning on.
 */
final class CronPlan {
  private static final Logger LOG = LoggerFactory.getLogger(CronPlan.class);

  /** A scheduler may call a few milliseconds early. The same time must not become due twice. */
  private static final long EARLY_MILLIS = 1_000;

  private final EngineHost host;
  private final String what;
  private final String key;
  private final Function<WarmupConfig, Optional<Cron>> cron;
  private final LongConsumer schedule;

  /**
   * Creates a plan.
   *
   * @param what what is done, for the log
   * @param key the setting
   * @param schedule calls {@link #due} after the given number of milliseconds
   */
  CronPlan(
      EngineHost host,
      String what,
      String key,
      Function<WarmupConfig, Optional<Cron>> cron,
      LongConsumer schedule) {
    this.host = host;
    this.what = what;
    this.key = key;
    this.cron = cron;
    this.schedule = schedule;
  }

  /**
   * Plans the next time, if the settings schedule any.
   *
   * @throws WarmupException BAD_CONFIG if the settings are invalid
   */
  void plan() {
    planAfter(0);
  }

  private void planAfter(long millis) {
    Optional<Cron> wanted = cron.apply(host.configInUse());
    if (!wanted.isPresent()) {
      return;
    }
    long now = host.ticker().epochMillis();
    long next = wanted.get().nextAfter(now + millis);
    if (next < 0) {
      LOG.warn("Scheduling no {}: {} '{}' is never due again", what, key, wanted.get());
      return;
    }
    schedule.accept(next - now);
  }

  /** Does what is due, unless that is refused, and plans the next time. */
  void due(Consumer<WarmupConfig> action) {
    try {
      action.accept(host.configInUse());
    } catch (WarmupException e) {
      LOG.info("Skipped the {} that is due by {}: {}", what, key, e.getMessage());
    } finally {
      planAgain();
    }
  }

  private void planAgain() {
    try {
      planAfter(EARLY_MILLIS);
    } catch (WarmupException e) {
      LOG.warn("Scheduling no further {} by {}: {}", what, key, e.getMessage());
    }
  }
}
