// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.Cron;
import io.dynowarmup.config.VerifySettings;
import io.dynowarmup.node.EngineHost;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the verifications that {@code verify.cron} schedules. Each one plans the next, so any
 * scheduler works that can call once after a delay. A changed setting applies from the next
 * planning on.
 */
public final class VerifyCron {
  private static final Logger LOG = LoggerFactory.getLogger(VerifyCron.class);

  /** A scheduler may call a few milliseconds early. The same time must not become due twice. */
  private static final long EARLY_MILLIS = 1_000;

  private final EngineHost host;
  private final Warmup warmup;
  private final LongConsumer schedule;

  /**
   * @param schedule calls {@link #due()} after the given number of milliseconds
   */
  public VerifyCron(EngineHost host, Warmup warmup, LongConsumer schedule) {
    this.host = host;
    this.warmup = warmup;
    this.schedule = schedule;
  }

  /**
   * Plans the next verification, if the settings schedule any.
   *
   * @throws WarmupException BAD_CONFIG if the settings are invalid
   */
  public void plan() {
    planAfter(0);
  }

  private void planAfter(long millis) {
    Optional<Cron> cron = host.configInUse().verify().cron();
    if (!cron.isPresent()) {
      return;
    }
    long now = host.ticker().epochMillis();
    long next = cron.get().nextAfter(now + millis);
    if (next < 0) {
      LOG.warn("Scheduling no verification: verify.cron '{}' is never due again", cron.get());
      return;
    }
    schedule.accept(next - now);
  }

  /**
   * Starts a verification, unless a run or another verification is in progress, and plans the next.
   */
  public void due() {
    try {
      VerifySettings settings = host.configInUse().verify();
      warmup.verify(settings.byCron());
    } catch (WarmupException e) {
      LOG.info("Skipped the verification that is due by verify.cron: {}", e.getMessage());
    } finally {
      planAgain();
    }
  }

  private void planAgain() {
    try {
      planAfter(EARLY_MILLIS);
    } catch (WarmupException e) {
      LOG.warn("Scheduling no further verification by verify.cron: {}", e.getMessage());
    }
  }
}
