// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.supervisor.cron.VerifyCron;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Runs the verification that {@code verify.cron} schedules. */
final class VerifyJob implements Job {
  private final VerifyCron cron;

  @Inject
  VerifyJob(VerifyCron cron) {
    this.cron = cron;
  }

  /** Returns at once, because the verification has its own thread. */
  @Override
  public void execute(JobExecutionContext context) {
    cron.due();
  }
}
