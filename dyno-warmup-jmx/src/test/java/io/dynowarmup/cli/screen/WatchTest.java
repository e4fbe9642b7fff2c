// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.screen;

import static org.junit.Assert.assertEquals;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.Secret;
import io.dynowarmup.cli.SimulatedWarmup;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.Registration;
import io.dynowarmup.jmx.remote.JmxmpServer;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Tests that the watch continues while the daemon is gone and after it is back. */
public class WatchTest {
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private JmxmpServer server;

  private void listen(int port) {
    DefaultSettableConfig config = new DefaultSettableConfig();
    config.setProperty(WarmupConfig.PREFIXES.get(0) + "jmx.port", Integer.toString(port));
    server = JmxmpServer.start(WarmupConfig.from(config).jmx(), beans);
  }

  private static RemoteBean connect(JMXServiceURL url) throws InterruptedException {
    RemoteClient client = new RemoteClient(Optional.empty(), Optional.empty(), Secret.NONE);
    return RemoteBean.connect(url, client, 10_000);
  }

  /** Simulates a user who sees what is drawn and types q when the condition is true. */
  private InputStream keys(BooleanSupplier enough) {
    return new InputStream() {
      @Override
      public int available() {
        return enough.getAsBoolean() ? 1 : 0;
      }

      @Override
      public int read() {
        return 'q';
      }
    };
  }

  private String drawn() {
    return new String(drawn.toByteArray(), StandardCharsets.UTF_8);
  }

  private FullScreen screen(BooleanSupplier enough) {
    return new FullScreen(Collections.emptyMap(), new PrintStream(drawn), keys(enough), "");
  }

  @Test
  public void itSurvivesALostConnectionAndUsesTheNextOne() throws Exception {
    Registration registration = Registration.of(beans, new SimulatedWarmup());
    listen(0);
    JMXServiceURL url = server.address();
    AtomicInteger connections = new AtomicInteger();
    StatusPoller.Connector again =
        () -> {
          RemoteBean bean = connect(url);
          connections.incrementAndGet();
          return bean;
        };
    AtomicInteger step = new AtomicInteger();
    BooleanSupplier enough =
        () -> {
          String all = drawn();
          if (step.get() == 0 && all.contains("no run yet")) {
            server.close();
            step.incrementAndGet();
          } else if (step.get() == 1 && all.contains("LOST, trying again: ")) {
            listen(url.getPort());
            step.incrementAndGet();
          }
          return step.get() == 2 && all.endsWith(" quit\u001b[0m\u001b[K");
        };

    RemoteBean first = connect(url);
    new Watch(again, screen(enough), Ticker.system(), Pause.system()).run(first);
    first.close();

    assertEquals("connected again", 1, connections.get());
    server.close();
    registration.close();
  }

  @Test
  public void aDaemonThatDoesNotAnswerIsSaidAndHoldsUpNeitherTheScreenNorItsKeys()
      throws Exception {
    SimulatedWarmup warmup = new SimulatedWarmup();
    Registration registration = Registration.of(beans, warmup);
    listen(0);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    AtomicInteger step = new AtomicInteger();
    AtomicLong now = new AtomicLong(1_700_000_000_000L);
    Thread frozen = new Thread(() -> holding(warmup, held, letGo));
    BooleanSupplier enough =
        () -> {
          if (step.get() == 0 && drawn().contains("no run yet")) {
            frozen.start();
            step.incrementAndGet();
          } else if (held.getCount() == 0) {
            now.addAndGet(1_000);
          }
          return drawn().contains("NO ANSWER for ");
        };

    RemoteBean first = connect(server.address());
    new Watch(() -> connect(server.address()), screen(enough), clock(now), Pause.system())
        .run(first);

    assertEquals("it still does not answer", 1, letGo.getCount());
    letGo.countDown();
    frozen.join();
    first.close();
    server.close();
    registration.close();
  }

  /** Holds the lock, so that no call gets an answer meanwhile. */
  private static void holding(Object lock, CountDownLatch held, CountDownLatch letGo) {
    synchronized (lock) {
      held.countDown();
      try {
        letGo.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Ticker clock(AtomicLong epochMillis) {
    return new Ticker() {
      @Override
      public long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(epochMillis.get());
      }

      @Override
      public long epochMillis() {
        return epochMillis.get();
      }
    };
  }
}
