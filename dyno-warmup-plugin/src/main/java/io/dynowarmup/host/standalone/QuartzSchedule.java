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
 * Quartz, in memory, with jobs that Guice makes: for what is due at the start, or at a time of the
 * wall clock. It fires nothing while that has been set back, so what must go on is not its.
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

  /** Quartz hands out the same scheduler for the same name. */
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

  /** Now, once. */
  synchronized void once(Class<? extends Job> job) {
    try {
      scheduler.scheduleJob(detail(job), TriggerBuilder.newTrigger().startNow().build());
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Once, after that many milliseconds; a time that is planned already is replaced. */
  synchronized void in(long millis, Class<? extends Job> job) {
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(job.getSimpleName())
            .startAt(after(millis))
            .build();
    try {
      // in one step: what is planned may begin, or end, at this moment
      scheduler.scheduleJob(detail(job), Collections.singleton(trigger), true);
    } catch (SchedulerException e) {
      throw failed(e);
    }
  }

  /** Names of the jobs that are being executed at this moment. */
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

  /** Quartz counts in ints: of milliseconds that is less than a month. */
  private static Date after(long millis) {
    return millis <= Integer.MAX_VALUE
        ? DateBuilder.futureDate((int) millis, IntervalUnit.MILLISECOND)
        : DateBuilder.futureDate((int) (millis / 1_000) + 1, IntervalUnit.SECOND);
  }

  /** No job begins any more; those that are going on come to their end. */
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
