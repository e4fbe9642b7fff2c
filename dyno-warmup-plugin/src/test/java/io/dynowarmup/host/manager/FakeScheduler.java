// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import java.util.Map;
import java.util.TreeMap;

/** The host's scheduler, which never fires. */
public final class FakeScheduler extends TaskScheduler {
  public final Map<String, Class<?>> tasks = new TreeMap<>();
  public RuntimeException failure;
  boolean started;

  @Override
  public void addTask(String name, Class<? extends Task> task, TaskTimer timer) {
    if (failure != null) {
      throw failure;
    }
    tasks.put(name, task);
  }

  @Override
  public void start() {
    started = true;
  }

  @Override
  public void deleteTask(String name) {
    tasks.remove(name);
  }
}
