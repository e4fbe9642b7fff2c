// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.time.Ticker;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedules one later execution of a task with the host's scheduler. */
final class TaskOnce implements LongConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(TaskOnce.class);

  /** The default group of Quartz, in which the host keeps its jobs. */
  private static final String GROUP = "DEFAULT";

  private final TaskScheduler scheduler;
  private final String name;
  private final Class<? extends Task> task;
  private final String without;
  private final Ticker ticker = Ticker.system();

  /**
   * Creates a schedule.
   *
   * @param without what a refusal by the scheduler means, a sentence for the log
   */
  TaskOnce(TaskScheduler scheduler, String name, Class<? extends Task> task, String without) {
    this.scheduler = scheduler;
    this.name = name;
    this.task = task;
    this.without = without;
  }

  /** Schedules the task after this many milliseconds; it replaces an earlier schedule. */
  @Override
  public void accept(long millis) {
    try {
      scheduler.deleteTask(name);
      long at = ticker.epochMillis() + millis;
      scheduler.addTask(name, task, new SimpleTimer(name, GROUP, at));
    } catch (Exception | LinkageError e) {
      LOG.warn("Scheduler of dynomite-manager refuses a task: {}", without, e);
    }
  }
}
