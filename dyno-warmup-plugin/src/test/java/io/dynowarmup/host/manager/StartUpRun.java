// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import java.util.Optional;

/** Statuses of a start-up run with the id 1. */
public final class StartUpRun {
  private StartUpRun() {}

  public static WarmupStatus running() {
    return WarmupStatus.initial().toBuilder()
        .runId("1")
        .trigger(Trigger.STARTUP)
        .startedEpochMillis(1_000)
        .phase(WarmupPhase.TRANSFER)
        .build();
  }

  public static WarmupStatus running(String redisRole, String dynomiteState) {
    return running().toBuilder().redisRole(redisRole).dynomiteState(dynomiteState).build();
  }

  /**
   * Returns the status of a run that is over.
   *
   * @param reason the reason; null for none
   */
  public static WarmupStatus over(WarmupOutcome outcome, Reason reason) {
    return running("master", "NORMAL").toBuilder()
        .phase(WarmupPhase.IDLE)
        .outcome(outcome)
        .reasonCode(Optional.ofNullable(reason))
        .reason("because")
        .build();
  }

  public static WarmupStatus warmed() {
    return over(WarmupOutcome.WARMED, null);
  }
}
