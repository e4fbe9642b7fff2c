// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.host.manager.process.OwnMBeans;
import io.dynowarmup.supervisor.cron.VerifyCron;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Runs the verification that {@code verify.cron} schedules, with the host's scheduler. */
@Singleton
class VerifyTask extends Task {
  static final String NAME = "dyno-warmup-verify";

  private final VerifyCron cron;

  @Inject
  VerifyTask(VerifyCron cron) {
    super(OwnMBeans.unregister(VerifyTask.class));
    this.cron = cron;
  }

  static TaskOnce schedule(TaskScheduler scheduler) {
    return new TaskOnce(
        scheduler, NAME, VerifyTask.class, "No verification is planned by " + "verify.cron");
  }

  @Override
  public void execute() {
    cron.due();
  }

  @Override
  public String getName() {
    return NAME;
  }
}
