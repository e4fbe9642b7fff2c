// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.supervisor.VerifyCron;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The verification that the settings want from time to time. */
final class VerifyJob implements Job {
  private final VerifyCron cron;

  @Inject
  VerifyJob(VerifyCron cron) {
    this.cron = cron;
  }

  /** It has a thread of its own, so this returns at once. */
  @Override
  public void execute(JobExecutionContext context) {
    cron.due();
  }
}
