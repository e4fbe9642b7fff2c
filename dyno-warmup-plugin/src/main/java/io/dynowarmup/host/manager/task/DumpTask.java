// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.host.manager.process.OwnMBeans;
import io.dynowarmup.supervisor.cron.DumpCron;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Makes the dump that {@code dump.cron} schedules, with the host's scheduler. */
@Singleton
class DumpTask extends Task {
  static final String NAME = "dyno-warmup-dump";

  private final DumpCron cron;

  @Inject
  DumpTask(DumpCron cron) {
    super(OwnMBeans.unregister(DumpTask.class));
    this.cron = cron;
  }

  static TaskOnce schedule(TaskScheduler scheduler) {
    return new TaskOnce(scheduler, NAME, DumpTask.class, "No dump is planned by dump.cron");
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
