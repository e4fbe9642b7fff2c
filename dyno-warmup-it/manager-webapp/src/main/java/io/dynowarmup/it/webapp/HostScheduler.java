// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Singleton;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Stands in for the host's Quartz scheduler, which creates jobs with Guice. The host's server
 * starts it last.
 */
@Singleton
public class HostScheduler extends TaskScheduler {
  private static final String OURS = "dyno-warmup-";

  private final Injector injector;
  private final Scheduler scheduler;

  @Inject
  HostScheduler(Injector injector) throws SchedulerException {
    this.injector = injector;
    this.scheduler = new StdSchedulerFactory().getScheduler();
    this.scheduler.setJobFactory(
        bundle -> {
          Class<?> job = bundle.getJobDetail().getJobClass();
          return (Job) injector.getInstance(job);
        });
  }

  @Override
  public void addTask(String name, Class<? extends Task> task, TaskTimer timer)
      throws SchedulerException, ParseException {
    JobDetail job = new JobDetail(name, Scheduler.DEFAULT_GROUP, task);
    scheduler.scheduleJob(job, timer.getTrigger());
  }

  @Override
  public void deleteTask(String name) throws SchedulerException {
    scheduler.deleteJob(name, Scheduler.DEFAULT_GROUP);
  }

  @Override
  public void runTaskNow(Class<? extends Task> task) throws Exception {
    injector.getInstance(task).execute();
  }

  @Override
  public void start() {
    try {
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Executes every job of the plugin that is scheduled for later, as Quartz does when the job is
   * due. Leaves out {@code dyno-warmup-startup}.
   */
  void fire() throws Exception {
    Set<String> later = ours();
    later.remove("dyno-warmup-startup");
    for (String name : later) {
      Class<?> task = scheduler.getJobDetail(name, Scheduler.DEFAULT_GROUP).getJobClass();
      ((Task) injector.getInstance(task)).execute();
    }
  }

  /** Returns the names of the plugin's jobs, scheduled or executing. */
  Set<String> ours() throws SchedulerException {
    Set<String> names = new TreeSet<>();
    for (String name : scheduler.getJobNames(Scheduler.DEFAULT_GROUP)) {
      if (name.startsWith(OURS)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Returns the names of the plugin's jobs that are executing. */
  Set<String> executed() throws SchedulerException {
    Set<String> names = new TreeSet<>();
    for (Object context : (List<?>) scheduler.getCurrentlyExecutingJobs()) {
      String name = ((JobExecutionContext) context).getJobDetail().getName();
      if (name.startsWith(OURS)) {
        names.add(name);
      }
    }
    return names;
  }
}
