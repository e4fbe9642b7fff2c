// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.runtime.health.api.Health;
import com.netflix.runtime.health.api.HealthIndicator;
import com.netflix.runtime.health.api.HealthIndicatorCallback;
import io.dynowarmup.api.WarmupStatus;
import javax.inject.Inject;

/** Keeps the node out of discovery during a run and until its Dynomite is NORMAL. */
final class WarmupHealth implements HealthIndicator {
  private final HealthWatch watch;

  @Inject
  WarmupHealth(HealthWatch watch) {
    this.watch = watch;
  }

  @Override
  public void check(HealthIndicatorCallback callback) {
    boolean serves = watch.mayServe();
    WarmupStatus status = watch.status();
    callback.inform(
        (serves ? Health.healthy() : Health.unhealthy())
            .withDetail("warmup", serves ? outcome(status) : trouble(status))
            .build());
  }

  @Override
  public String getName() {
    return "dyno-warmup";
  }

  private static String outcome(WarmupStatus status) {
    return status.outcome().map(Enum::name).orElse("not needed so far");
  }

  private static String trouble(WarmupStatus status) {
    return status.running()
        ? "in progress: " + status.phase()
        : outcome(status) + ", and Dynomite is not NORMAL: " + status.reason();
  }
}
