// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import io.dynowarmup.supervisor.HealthCheck;
import io.dynowarmup.time.Timer;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Probes the node between runs. */
@Singleton
final class HealthPoller {
  private static final long SERVES_SECONDS = 15;
  private static final long HEALTH_SECONDS = 60;

  private final HealthWatch watch;
  private final HealthCheck health;

  @Inject
  HealthPoller(HealthWatch watch, HealthCheck health) {
    this.watch = watch;
    this.health = health;
  }

  void begin(Timer timer) {
    timer.every("serves", TimeUnit.SECONDS.toMillis(SERVES_SECONDS), watch::check);
    timer.every("health", TimeUnit.SECONDS.toMillis(HEALTH_SECONDS), health::check);
  }
}
