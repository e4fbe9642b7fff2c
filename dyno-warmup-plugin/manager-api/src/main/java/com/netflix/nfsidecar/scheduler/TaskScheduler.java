// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.scheduler;

import com.google.inject.Singleton;
import java.text.ParseException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

@Singleton
public class TaskScheduler {
  public void addTask(String name, Class<? extends Task> task, TaskTimer timer)
      throws SchedulerException, ParseException {
    throw new UnsupportedOperationException("a signature only");
  }

  /** Executes the task on the calling thread. */
  public void runTaskNow(Class<? extends Task> task) throws Exception {
    throw new UnsupportedOperationException("a signature only");
  }

  public void deleteTask(String name) throws SchedulerException, ParseException {
    throw new UnsupportedOperationException("a signature only");
  }

  public final Scheduler getScheduler() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void start() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void shutdown() {
    throw new UnsupportedOperationException("a signature only");
  }
}
