package io.dynowarmup.manager;

import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.engine.Retries;
import javax.inject.Inject;
import javax.inject.Singleton;

/** A start-up run that failed is tried again, by the host's scheduler. */
@Singleton
class RetryTask extends Task {
  static final String NAME = "dyno-warmup-retry";

  private final Retries retries;

  @Inject
  RetryTask(Retries retries) {
    super(OwnMBeans.without(RetryTask.class));
    this.retries = retries;
  }

  static TaskOnce schedule(TaskScheduler scheduler) {
    return new TaskOnce(scheduler, NAME, RetryTask.class, "the start-up run is not tried again");
  }

  @Override
  public void execute() {
    retries.due();
  }

  @Override
  public String getName() {
    return NAME;
  }
}
