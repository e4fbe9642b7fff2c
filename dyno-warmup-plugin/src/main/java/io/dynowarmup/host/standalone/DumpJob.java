// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.supervisor.cron.DumpCron;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Makes the dump that {@code dump.cron} schedules. */
final class DumpJob implements Job {
  private final DumpCron cron;

  @Inject
  DumpJob(DumpCron cron) {
    this.cron = cron;
  }

  /** Returns at once, because the dump has its own thread. */
  @Override
  public void execute(JobExecutionContext context) {
    cron.due();
  }
}
