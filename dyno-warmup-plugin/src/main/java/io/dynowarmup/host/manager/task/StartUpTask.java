// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.google.inject.Inject;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.netflix.nfsidecar.scheduler.Task;
import io.dynowarmup.host.manager.process.OwnMBeans;

/**
 * The Quartz job of the warm-up at start. It is due at once and listed among the executing jobs as
 * long as the run takes.
 */
@Singleton
class StartUpTask extends Task {
  static final String NAME = "dyno-warmup-startup";

  private final Provider<StartUp> startUp;

  @Inject
  StartUpTask(Provider<StartUp> startUp) {
    super(OwnMBeans.unregister(StartUpTask.class));
    this.startUp = startUp;
  }

  @Override
  public void execute() throws InterruptedException {
    startUp.get().perform();
  }

  @Override
  public String getName() {
    return NAME;
  }
}
