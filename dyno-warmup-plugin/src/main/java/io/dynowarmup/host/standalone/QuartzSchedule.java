// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import com.google.inject.Injector;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.quartz.DateBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Runs Quartz in memory, with jobs that Guice creates. It is used for jobs at the start or at a
 * time of the wall clock. Quartz fires nothing after the wall clock is set back, so tasks that must
 * continue do not use it.
 */
final class QuartzSchedule implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Injector injector;
  private Scheduler scheduler;

  @Inject
  QuartzSchedule(Injector injector) {
    this.injector = injector;
  }

  synchronized void start() {
    try {
      scheduler = new StdSchedulerFactory(settings()).getScheduler();
      scheduler.setJobFactory(
          (bundle, any) -> injector.getInstance(bundle.getJobDetail().getJobClass()));
      scheduler.start();
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Quartz returns the same scheduler for the same name. */
  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty(
        "org.quartz.scheduler.instanceName", "dyno-warmup-" + COUNT.incrementAndGet());
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.setProperty("org.quartz.threadPool.threadCount", "2");
    return settings;
  }

  /** Runs a job once, now. */
  synchronized void once(Class<? extends Job> job) {
    try {
      scheduler.scheduleJob(detail(job), TriggerBuilder.newTrigger().startNow().build());
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Runs a job once after this many milliseconds; it replaces an earlier schedule. */
  synchronized void in(long millis, Class<? extends Job> job) {
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(job.getSimpleName())
            .startAt(after(millis))
            .build();
    try {
      // Replaced in one step, because the earlier job may start or end at this moment.
      scheduler.scheduleJob(detail(job), Collections.singleton(trigger), true);
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Returns the names of the jobs that are being executed. */
  synchronized List<String> executing() {
    try {
      List<String> names = new ArrayList<>();
      for (JobExecutionContext context : scheduler.getCurrentlyExecutingJobs()) {
        names.add(context.getJobDetail().getKey().getName());
      }
      return names;
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  private static JobDetail detail(Class<? extends Job> job) {
    return JobBuilder.newJob(job).withIdentity(job.getSimpleName()).build();
  }

  /** Quartz uses an int, which holds less than a month in milliseconds. */
  private static Date after(long millis) {
    return millis <= Integer.MAX_VALUE
        ? DateBuilder.futureDate((int) millis, IntervalUnit.MILLISECOND)
        : DateBuilder.futureDate((int) (millis / 1_000) + 1, IntervalUnit.SECOND);
  }

  /** Stops the scheduler. No further job starts; current jobs run to their end. */
  @Override
  public synchronized void close() {
    try {
      if (scheduler != null) {
        scheduler.shutdown(false);
      }
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  private static WarmupException failed(SchedulerException e) {
    return new WarmupException(Reason.INTERNAL, "the scheduler: " + e.getMessage(), e);
  }
}
