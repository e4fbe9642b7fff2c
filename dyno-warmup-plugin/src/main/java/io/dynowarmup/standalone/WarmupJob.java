package io.dynowarmup.standalone;

import io.dynowarmup.Warmup;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupRequest;
import io.dynowarmup.engine.EngineHost;
import io.dynowarmup.engine.RedisAtStart;
import javax.inject.Inject;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start-up task: the warm-up of a node that needs it. */
final class WarmupJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupJob.class);

  private final Warmup warmup;
  private final EngineHost host;

  @Inject
  WarmupJob(Warmup warmup, EngineHost host) {
    this.warmup = warmup;
    this.host = host;
  }

  /** The run has a thread of its own, so this returns at once. */
  @Override
  public void execute(JobExecutionContext context) {
    new RedisAtStart(host).startIfDown();
    try {
      warmup.start(WarmupRequest.atStartup());
    } catch (WarmupException e) {
      LOG.warn("no warm-up at start: {}", e.getMessage());
    }
  }
}
