package io.dynowarmup.standalone;

import io.dynowarmup.engine.HealthRecord;
import javax.inject.Inject;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Looks at the node between runs. */
@DisallowConcurrentExecution
final class HealthJob implements Job {
  private final HealthRecord record;

  @Inject
  HealthJob(HealthRecord record) {
    this.record = record;
  }

  @Override
  public void execute(JobExecutionContext context) {
    record.look();
  }
}
