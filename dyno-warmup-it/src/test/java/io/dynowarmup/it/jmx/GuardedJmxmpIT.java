// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.DefaultSettableConfig;
import io.dynowarmup.api.Secret;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.jmx.remote.JmxmpClient;
import io.dynowarmup.jmx.remote.JmxmpServer;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Which clients the JMXMP server admits and which it refuses, over real sockets. */
public class GuardedJmxmpIT {
  private static final Secret PASSWORD = Secret.of(Keytool.PASSWORD);
  private static final Secret RIGHT = Secret.of("open sesame");
  private static final TempDir DIR = TempDir.create("jmxmp");
  private static Path keystore;
  private static Path truststore;
  private static Path otherTruststore;
  private static Path passwords;

  @Rule public final Timeout limit = Timeout.seconds(60);

  private final DefaultSettableConfig config = new DefaultSettableConfig();
  private JmxmpServer server;

  @BeforeClass
  public static void files() throws Exception {
    keystore = Keytool.key(DIR.file("daemon.p12"));
    truststore = Keytool.truststore(keystore, DIR.file("trust.p12"));
    otherTruststore =
        Keytool.truststore(Keytool.key(DIR.file("other.p12")), DIR.file("othertrust.p12"));
    passwords = DIR.write("passwords", "ada open sesame\n");
    Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterClass
  public static void removeFiles() {
    DIR.close();
  }

  @After
  public void stop() {
    if (server != null) {
      server.close();
    }
  }

  private GuardedJmxmpIT with(String key, Object value) {
    config.setProperty(WarmupConfig.PREFIXES.get(0) + key, value.toString());
    return this;
  }

  private GuardedJmxmpIT guarded() {
    return with("jmx.tls.keystore", keystore)
        .with("jmx.tls.keystore.password", Keytool.PASSWORD)
        .with("jmx.password.file", passwords);
  }

  private void listen() {
    with("jmx.port", 0);
    server =
        JmxmpServer.start(WarmupConfig.from(config).jmx(), MBeanServerFactory.newMBeanServer());
  }

  private void assertIn(JmxmpClient client) throws Exception {
    try (JMXConnector connector = connect(client)) {
      assertTrue(connector.getMBeanServerConnection().getMBeanCount() > 0);
    }
  }

  private JMXConnector connect(JmxmpClient client) throws Exception {
    Map<String, Object> environment = client.environment();
    // A server that does not answer then fails this test, not the test's timeout rule.
    environment.put("jmx.remote.x.client.connected.state.timeout", "10000");
    return JMXConnectorFactory.connect(server.address(), environment);
  }

  private void assertOut(JmxmpClient client) {
    assertThrows(Exception.class, () -> assertIn(client));
  }

  private static JmxmpClient trusting(Path store) {
    return JmxmpClient.open().trusting(store, PASSWORD);
  }

  @Test
  public void onLoopbackItListensOnThatAddressOnly() throws Exception {
    listen();
    int port = server.address().getPort();
    new Socket("127.0.0.1", port).close();
    Set<String> others = new LinkedHashSet<>(Set.of("127.0.0.2"));
    for (NetworkInterface n : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress a : Collections.list(n.getInetAddresses())) {
        if (a instanceof Inet4Address && !a.isLoopbackAddress()) {
          others.add(a.getHostAddress());
        }
      }
    }
    for (String other : others) {
      assertThrows(other, ConnectException.class, () -> new Socket(other, port).close());
    }
  }

  @Test
  public void withAKeyAndAPasswordItListensElsewhereToo() throws Exception {
    guarded().with("jmx.host", "0.0.0.0").listen();
    int port = server.address().getPort();
    new Socket("127.0.0.2", port).close();
    assertEquals("0.0.0.0", server.address().getHost());
    assertIn(trusting(truststore).loggedInAs("ada", RIGHT));
  }

  @Test
  public void theRightPasswordOverTlsGetsIn() throws Exception {
    guarded().listen();
    assertIn(trusting(truststore).loggedInAs("ada", RIGHT));
  }

  @Test
  public void aWrongPasswordOrUserOrNoneIsRefused() throws Exception {
    guarded().listen();
    assertOut(trusting(truststore).loggedInAs("ada", Secret.of("sesame")));
    assertOut(trusting(truststore).loggedInAs("bob", RIGHT));
    assertOut(trusting(truststore));
    assertIn(trusting(truststore).loggedInAs("ada", RIGHT));
  }

  @Test
  public void whoDoesNotSpeakTlsIsRefused() throws Exception {
    guarded().listen();
    assertOut(JmxmpClient.open().loggedInAs("ada", RIGHT));
    assertOut(JmxmpClient.open());
    assertIn(trusting(truststore).loggedInAs("ada", RIGHT));
  }

  @Test
  public void aClientThatDoesNotTrustTheCertificateSendsNoPassword() throws Exception {
    guarded().listen();
    assertOut(trusting(otherTruststore).loggedInAs("ada", RIGHT));
    assertIn(trusting(truststore).loggedInAs("ada", RIGHT));
  }

  @Test
  public void onLoopbackEitherOfThemWorksAlone() throws Exception {
    with("jmx.password.file", passwords).listen();
    assertIn(JmxmpClient.open().loggedInAs("ada", RIGHT));
    assertOut(JmxmpClient.open().loggedInAs("ada", Secret.of("wrong")));
    assertOut(JmxmpClient.open());
  }

  @Test
  public void tlsAloneWorksOnLoopback() throws Exception {
    with("jmx.tls.keystore", keystore).with("jmx.tls.keystore.password", Keytool.PASSWORD).listen();
    assertIn(trusting(truststore));
    assertOut(JmxmpClient.open());
    assertOut(trusting(otherTruststore));
  }
}
