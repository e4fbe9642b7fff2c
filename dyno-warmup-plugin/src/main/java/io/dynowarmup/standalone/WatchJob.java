package io.dynowarmup.standalone;

import io.dynowarmup.engine.NodeKeeper;
import javax.inject.Inject;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Looks after Redis and Dynomite. */
@DisallowConcurrentExecution
final class WatchJob implements Job {
  private final NodeKeeper keeper;

  @Inject
  WatchJob(NodeKeeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public void execute(JobExecutionContext context) {
    try {
      keeper.look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
