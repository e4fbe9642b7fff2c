package io.dynowarmup.standalone;

import io.dynowarmup.engine.NodeKeeper;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The start-up task: Redis is started if it has to be, and the node warmed up if it needs it. */
final class WarmupJob implements Job {
  private final NodeKeeper keeper;

  @Inject
  WarmupJob(NodeKeeper keeper) {
    this.keeper = keeper;
  }

  /** The run has a thread of its own, so this returns at once. */
  @Override
  public void execute(JobExecutionContext context) {
    keeper.startUp();
  }
}
