package io.dynowarmup.standalone;

import io.dynowarmup.engine.Retries;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A start-up run that failed is tried again. */
final class RetryJob implements Job {
  private final Retries retries;

  @Inject
  RetryJob(Retries retries) {
    this.retries = retries;
  }

  @Override
  public void execute(JobExecutionContext context) {
    retries.due();
  }
}
