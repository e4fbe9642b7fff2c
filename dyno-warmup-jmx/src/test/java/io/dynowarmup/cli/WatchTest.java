package io.dynowarmup.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.Secret;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.Registration;
import io.dynowarmup.jmx.remote.JmxmpServer;
import io.dynowarmup.jmx.remote.RemoteBean;
import io.dynowarmup.jmx.remote.RemoteClient;
import io.dynowarmup.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.Test;

/** The watch goes on when the daemon is gone, and when it is back. */
public class WatchTest {
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

  /** Nobody types until something has happened; then q. */
  private static InputStream keys(Runnable atFirstLook, Runnable later, AtomicInteger looks) {
    return new InputStream() {
      @Override
      public int available() {
        int look = looks.incrementAndGet();
        if (look == 1) {
          atFirstLook.run();
        } else if (look == 8) {
          later.run();
        }
        return look > 16 ? 1 : 0;
      }

      @Override
      public int read() {
        return 'q';
      }
    };
  }

  @Test
  public void itGoesOnWithoutAConnectionAndWithTheNextOne() throws Exception {
    Registration registration = Registration.of(beans, new FakeWarmup());
    listen(0);
    JMXServiceURL url = server.address();
    AtomicInteger connections = new AtomicInteger();
    FullScreen screen =
        new FullScreen(
            Collections.emptyMap(),
            new PrintStream(drawn),
            keys(server::close, () -> listen(url.getPort()), new AtomicInteger()),
            "");
    Watch.Connector again =
        () -> {
          RemoteBean bean = connect(url);
          connections.incrementAndGet();
          return bean;
        };

    RemoteBean first = connect(url);
    new Watch(again, screen, Ticker.system()).run(first);
    first.close();

    String all = drawn.toString("UTF-8");
    assertEquals("connected again", 1, connections.get());
    assertTrue(all, all.contains("LOST, trying again: "));
    assertTrue(all, all.lastIndexOf("LOST") < all.lastIndexOf(" quit"));
    server.close();
    registration.close();
  }
}
