// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.Secret;
import io.dynowarmup.config.JmxSettings;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.jmx.remote.JmxmpClient;
import io.dynowarmup.jmx.remote.JmxmpServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Who a run says has asked for it, over a real connection. */
public class CallerTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final FakeWarmup warmup = new FakeWarmup();

  private static JmxSettings settings(Map<String, String> more) {
    Map<String, String> map = new HashMap<>();
    map.put(WarmupConfig.PREFIXES.get(0) + "jmx.port", "0");
    more.forEach((key, value) -> map.put(WarmupConfig.PREFIXES.get(0) + key, value));
    return WarmupConfig.from(new MapConfig(map)).jmx();
  }

  private String asker(JmxSettings settings, JmxmpClient client) throws Exception {
    try (Registration bean = Registration.of(beans, warmup);
        JmxmpServer server = JmxmpServer.start(settings, beans);
        JMXConnector connector =
            JMXConnectorFactory.connect(server.address(), client.environment())) {
      connector
          .getMBeanServerConnection()
          .invoke(Beans.NAME, "start", new Object[0], new String[0]);
      return warmup.requests.get(0).requestedBy();
    }
  }

  @Test
  public void aClientWithoutALoginIsJmx() throws Exception {
    assertEquals("JMX", asker(settings(new HashMap<>()), JmxmpClient.open()));
  }

  @Test
  public void aUserIsNamed() throws Exception {
    // The library of JMXMP passes the user on by a way that Java 24 has closed.
    assumeTrue(
        Integer.parseInt(System.getProperty("java.specification.version").replaceFirst("^1\\.", ""))
            < 24);
    Path passwords = folder.newFile("passwords").toPath();
    Files.write(passwords, "ada open sesame\n".getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> more = new HashMap<>();
    more.put("jmx.password.file", passwords.toString());
    JmxmpClient ada = JmxmpClient.open().loggedInAs("ada", Secret.of("open sesame"));
    assertEquals("JMX user ada", asker(settings(more), ada));
  }
}
