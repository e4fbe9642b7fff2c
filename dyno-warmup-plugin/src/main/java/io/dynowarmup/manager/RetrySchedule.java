package io.dynowarmup.manager;

import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.time.Ticker;
import java.util.function.LongConsumer;
import javax.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the {@link RetryTask} run once, later, by the host's scheduler. */
final class RetrySchedule implements LongConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(RetrySchedule.class);

  /** Quartz' own default, in which the host keeps its jobs. */
  private static final String GROUP = "DEFAULT";

  private final TaskScheduler scheduler;
  private final Ticker ticker = Ticker.system();

  @Inject
  RetrySchedule(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** One that was planned before is replaced. */
  @Override
  public void accept(long millis) {
    try {
      scheduler.deleteTask(RetryTask.NAME);
      long at = ticker.epochMillis() + millis;
      scheduler.addTask(
          RetryTask.NAME, RetryTask.class, new SimpleTimer(RetryTask.NAME, GROUP, at));
    } catch (Exception | LinkageError e) {
      LOG.warn("the start-up run is not tried again: dynomite-manager's scheduler refuses", e);
    }
  }
}
