// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx.remote;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.JmxSettings;
import io.dynowarmup.config.WarmupConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.junit.Test;

public class JmxmpServerTest {
  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();

  private static JmxSettings settings(String... keysAndValues) {
    Map<String, String> map = new HashMap<>();
    map.put(WarmupConfig.PREFIXES.get(0) + "jmx.port", "0");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(WarmupConfig.PREFIXES.get(0) + keysAndValues[i], keysAndValues[i + 1]);
    }
    return WarmupConfig.from(new MapConfig(map)).jmx();
  }

  private String refused(String... keysAndValues) {
    JmxSettings settings = settings(keysAndValues);
    return assertThrows(WarmupException.class, () -> JmxmpServer.start(settings, beans))
        .getMessage();
  }

  @Test
  public void onLoopbackItListensAndReportsTheRealPort() throws Exception {
    try (JmxmpServer server = JmxmpServer.start(settings(), beans)) {
      assertEquals("127.0.0.1", server.address().getHost());
      assertTrue(server.address().getPort() > 0);
      try (JMXConnector client =
          JMXConnectorFactory.connect(server.address(), JmxmpClient.open().environment())) {
        assertTrue(client.getMBeanServerConnection().getMBeanCount() > 0);
      }
    }
  }

  @Test
  public void beyondLoopbackItWantsBothTlsAndAPasswordAndSaysHow() {
    for (String host : new String[] {"0.0.0.0", "::", "192.0.2.1"}) {
      String message = refused("jmx.host", host);
      assertTrue(message, message.contains("jmx.host=" + host));
      assertTrue(message, message.contains("set both jmx.tls.keystore and jmx.password.file"));
      assertEquals(message, refused("jmx.host", host, "jmx.password.file", "/nowhere"));
      assertEquals(message, refused("jmx.host", host, "jmx.tls.keystore", "/nowhere"));
    }
  }

  @Test
  public void filesThatCannotBeUsedAreNamedWithTheirKey() {
    String message = refused("jmx.tls.keystore", "/nowhere/k.p12");
    assertTrue(message, message.contains("jmx.tls.keystore=/nowhere/k.p12"));
    message = refused("jmx.password.file", "/nowhere/p");
    assertTrue(message, message.contains("jmx.password.file=/nowhere/p"));
  }

  @Test
  public void aPortThatIsTakenIsReportedWithTheRemedy() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(other.getLocalPort());
      String message = refused("jmx.port", port);
      assertTrue(message, message.contains("jmx.port=" + port));
      assertTrue(message, message.contains("off"));
    }
  }

  @Test
  public void theDaemonRunsWithoutIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        RemoteAccess access =
            RemoteAccess.open(settings("jmx.port", String.valueOf(other.getLocalPort())))) {
      assertFalse(access.address().isPresent());
    }
    try (RemoteAccess off = RemoteAccess.open(settings("jmx.port", "off"))) {
      assertFalse(off.address().isPresent());
    }
  }

  @Test
  public void nothingOfItStaysInTheProcess() {
    JmxmpServer.start(settings(), beans).close();
    assertEquals(null, Security.getProvider(PlainProvider.NAME));
  }
}
