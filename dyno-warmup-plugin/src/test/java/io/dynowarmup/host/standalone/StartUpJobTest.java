// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.inject.Injector;
import io.dynowarmup.api.WarmupPhase;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class StartUpJobTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(60);

  /** No server listens on port 1, so the run waits for its Redis. */
  private Injector injector() {
    return StandaloneModule.injector(
        StandaloneConfig.of(
            Arrays.asList(
                "redis.port=1",
                "redis.wait.msec=3600000",
                "dynomite.admin.url=http://127.0.0.1:1",
                "dynomite.client.address=127.0.0.1:1",
                "token=100",
                "rack=r1",
                "datacenter=dc",
                "peers=127.0.0.1:1:r2:dc:100",
                "watch.msec=0",
                "restore.msec=1000",
                "state.file=" + folder.getRoot().toPath().resolve("state")),
            Optional.empty(),
            Optional.empty()));
  }

  @Test
  public void theStartUpRunIsAJobOfTheLaunchersQuartzUntilItsEnd() throws Exception {
    Injector injector = injector();
    QuartzSchedule schedule = injector.getInstance(QuartzSchedule.class);
    CountDownLatch begun = new CountDownLatch(1);
    try (WarmupDaemon daemon = injector.getInstance(WarmupDaemon.class)) {
      daemon
          .warmup()
          .addObserver(
              status -> {
                if (status.phase() == WarmupPhase.PREFLIGHT) {
                  begun.countDown();
                }
              });
      daemon.start();
      assertTrue("it is due at once", begun.await(20, TimeUnit.SECONDS));
      assertEquals(Collections.singletonList("StartUpJob"), schedule.executing());
      daemon.warmup().abort("a test");
      while (!schedule.executing().isEmpty()) {
        daemon.warmup().await(10);
        Thread.yield();
      }
    }
  }
}
