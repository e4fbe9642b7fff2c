// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.common.collect.ImmutableList;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.BuiltJar;
import io.dynowarmup.it.Children;
import io.dynowarmup.it.TempDir;
import io.dynowarmup.jmx.WarmupMXBean;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.After;
import org.junit.Test;

/** The executable jar's daemon, beside a Redis that does not exist. */
public class DaemonJmxIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("service:jmx:jmxmp://[^ ]+");

  private final TempDir dir = TempDir.create("daemon");
  private Process daemon;

  @After
  public void end() {
    if (daemon != null) {
      Children.kill(daemon);
    }
    dir.close();
  }

  private void start(String... settings) throws IOException {
    List<String> command = BuiltJar.command("daemon");
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("redis.port=1", "token=1", "rack=a", "datacenter=dc"));
    all.addAll(List.of("peers=127.0.0.1:1:b:dc:1:1", "dynomite.admin.url=http://127.0.0.1:1"));
    all.add("state.file=" + dir.file("state"));
    for (String setting : all) {
      command.addAll(List.of("-D", setting));
    }
    daemon = new ProcessBuilder(command).redirectError(dir.file("log").toFile()).start();
  }

  private String awaitLog(String text) {
    Await.until(
        () -> "'" + text + "' in: " + dir.read("log"), LIMIT, () -> dir.read("log").contains(text));
    return dir.read("log");
  }

  private JMXServiceURL url() throws IOException {
    Matcher url = URL.matcher(awaitLog("service:jmx:jmxmp"));
    assertTrue(url.find());
    return new JMXServiceURL(url.group());
  }

  private static ObjectName name() throws Exception {
    return new ObjectName(WarmupMXBean.OBJECT_NAME);
  }

  @Test
  public void theAddressInItsLogLeadsToTheBean() throws Exception {
    start("jmx.port=0");
    try (JMXConnector client = JMXConnectorFactory.connect(url())) {
      MBeanServerConnection beans = client.getMBeanServerConnection();
      WarmupMXBean bean = JMX.newMXBeanProxy(beans, name(), WarmupMXBean.class);
      Await.until("PREFLIGHT", LIMIT, () -> bean.getPhase().equals("PREFLIGHT"));
      assertEquals("1.0.0-SNAPSHOT", bean.getVersion());
      assertTrue(bean.getSettings().length > 40);
    }
  }

  @Test
  public void itEndsOnASignalAlsoWithAClientConnected() throws Exception {
    start("jmx.port=0");
    try (JMXConnector client = JMXConnectorFactory.connect(url())) {
      assertTrue(client.getMBeanServerConnection().isRegistered(name()));
      daemon.destroy();
      assertTrue("it ends", Children.ends(daemon, LIMIT));
      assertEquals(143, daemon.exitValue());
    } catch (IOException e) {
      assertFalse("the connection is lost with the daemon, not before", daemon.isAlive());
    }
  }

  /** The class is on the daemon's class path, but the daemon does not deserialize it. */
  @Test
  public void whatAClientSendsIsReadOnlyIfItIsOfTheJdk() throws Exception {
    start("jmx.port=0");
    try (JMXConnector client = JMXConnectorFactory.connect(url())) {
      MBeanServerConnection beans = client.getMBeanServerConnection();
      Exception e =
          assertThrows(
              Exception.class,
              () ->
                  beans.invoke(
                      name(),
                      "awaitCompletion",
                      new Object[] {ImmutableList.of("1")},
                      new String[] {String.class.getName()}));
      assertTrue(String.valueOf(e), String.valueOf(e).contains("REJECTED"));
    }
  }

  @Test
  public void aPortThatIsTakenIsOneErrorAndTheNodeIsWarmedAllTheSame() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      start("jmx.port=" + other.getLocalPort());
      String log = awaitLog("continues without its JMXMP connector");
      assertTrue(log, log.contains("jmx.port=" + other.getLocalPort()));
      awaitLog("waiting for the local Redis");
      assertEquals(log, 1, log.lines().filter(l -> l.contains(" ERROR ")).count());
      assertTrue(daemon.isAlive());
    }
  }

  @Test
  public void beyondLoopbackItDoesNotListenWithoutAGuardAndSaysWhatToSet() throws Exception {
    start("jmx.port=0", "jmx.host=0.0.0.0");
    String log = awaitLog("continues without its JMXMP connector");
    assertTrue(log, log.contains("set both jmx.tls.keystore and jmx.password.file"));
    assertFalse(log, log.contains("service:jmx"));
  }
}
