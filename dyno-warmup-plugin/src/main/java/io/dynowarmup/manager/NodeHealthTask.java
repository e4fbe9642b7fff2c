package io.dynowarmup.manager;

import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import io.dynowarmup.engine.HealthRecord;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Looks at the node between runs, by the host's scheduler. */
@Singleton
class NodeHealthTask extends Task {
  static final String NAME = "dyno-warmup-health";
  private static final long EVERY_MILLIS = 15_000;

  /** The record is looked at once a minute. */
  private static final int LOOKS_PER_RECORD = 4;

  private final NodeWatch watch;
  private final HealthRecord record;
  private int looks;

  @Inject
  NodeHealthTask(NodeWatch watch, HealthRecord record) {
    super(OwnMBeans.without(NodeHealthTask.class));
    this.watch = watch;
    this.record = record;
  }

  static TaskTimer timer() {
    return new SimpleTimer(NAME, EVERY_MILLIS);
  }

  @Override
  public synchronized void execute() {
    watch.look();
    if (looks++ % LOOKS_PER_RECORD == 0) {
      record.look();
    }
  }

  @Override
  public String getName() {
    return NAME;
  }
}
