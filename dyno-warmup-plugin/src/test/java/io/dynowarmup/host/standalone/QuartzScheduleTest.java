// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.inject.Injector;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

public class QuartzScheduleTest {
  private static final long LIMIT_SECONDS = 20;

  private final CountDownLatch runs = new CountDownLatch(2);

  /** Not static, so that only an injector can create one. */
  final class CountedJob implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      runs.countDown();
    }
  }

  private Injector injector() {
    return (Injector)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Injector.class},
            (proxy, method, args) -> {
              assertEquals("getInstance", method.getName());
              assertEquals(CountedJob.class, args[0]);
              return new CountedJob();
            });
  }

  @Test
  public void aJobRunsOnceAtOnce() throws Exception {
    runs.countDown();
    try (QuartzSchedule schedule = new QuartzSchedule(injector())) {
      schedule.start();
      schedule.once(CountedJob.class);
      assertTrue(runs.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  public void aJobOfLaterTakesThePlaceOfTheOneThatWasPlanned() throws Exception {
    runs.countDown();
    try (QuartzSchedule schedule = new QuartzSchedule(injector())) {
      schedule.start();
      schedule.in(3_600_000, CountedJob.class);
      schedule.in(1, CountedJob.class);
      assertTrue(runs.await(LIMIT_SECONDS, TimeUnit.SECONDS));
      schedule.in(3_600_000, CountedJob.class);
    }
  }

  @Test
  public void aJobIsScheduledAgainWhateverTheLastOneIsDoing() throws Exception {
    try (QuartzSchedule schedule = new QuartzSchedule(injector())) {
      schedule.start();
      for (int i = 0; i < 2_000; i++) {
        schedule.in(i % 3, CountedJob.class);
      }
      schedule.in(0, CountedJob.class);
      assertTrue(runs.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  public void whatWasNotStartedCanBeClosed() {
    new QuartzSchedule(injector()).close();
  }
}
