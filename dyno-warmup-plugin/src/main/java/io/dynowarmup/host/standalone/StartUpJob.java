// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.supervisor.NodeSupervisor;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** The job at start: it starts Redis if necessary and warms the node if necessary. */
final class StartUpJob implements Job {
  private static final long POLL_MILLIS = 1_000;

  private final NodeSupervisor keeper;
  private final Warmup warmup;

  @Inject
  StartUpJob(NodeSupervisor keeper, Warmup warmup) {
    this.keeper = keeper;
    this.warmup = warmup;
  }

  /** The run has its own thread; the job stays among the executing jobs until the run ends. */
  @Override
  public void execute(JobExecutionContext context) {
    keeper.startUp();
    try {
      while (warmup.status().running()) {
        warmup.await(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
