package io.dynowarmup.it.webapp;

import com.google.inject.Injector;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Runs a task as the host does, on the same thread, and remembers what is scheduled. */
@Singleton
public class HostScheduler extends TaskScheduler {
  private final Injector injector;
  private final Map<String, Class<?>> tasks = new ConcurrentSkipListMap<>();

  @Inject
  HostScheduler(Injector injector) {
    this.injector = injector;
  }

  @Override
  public void addTask(String name, Class<? extends Task> task, TaskTimer timer) {
    tasks.put(name, task);
  }

  @Override
  public void deleteTask(String name) {
    tasks.remove(name);
  }

  @Override
  public void runTaskNow(Class<? extends Task> task) throws Exception {
    injector.getInstance(task).execute();
  }

  /** As Quartz does it, once. */
  void fire() throws Exception {
    for (Class<?> task : tasks.values()) {
      ((Task) injector.getInstance(task)).execute();
    }
  }

  String tasks() {
    return tasks.keySet().toString();
  }
}
