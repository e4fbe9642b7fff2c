// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static org.junit.Assert.assertEquals;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.jmx.Daemon;
import io.dynowarmup.it.net.FreePorts;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.jmx.WarmupMXBean;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import org.junit.Test;
import org.junit.runners.Parameterized.Parameters;

/** A node that is closed until it is bootstrapped, with the daemon as a process. */
public class RequiresBootstrapIT extends Scenario {
  private NodeCommands commands;
  private Daemon daemon;
  private int port;

  @Parameters(name = "{0}")
  public static List<RedisBinary> binaries() {
    return List.of(RedisBinary.newest());
  }

  private void node() throws Exception {
    cluster();
    port = FreePorts.next();
    Filler.types(source().redis(), 20);
    commands = closeLater(new NodeCommands(cold(), redis));
    daemon();
    awaitState("STANDBY");
    daemon.awaitLog("the node stays closed");
  }

  private void daemon() throws Exception {
    daemon =
        closeLater(
            Daemon.beside(
                cold(),
                List.of(),
                "requires.bootstrap=true",
                "watch.msec=200",
                "watch.failures=2",
                "http.port=" + port,
                "state.file=" + commands.file("state"),
                commands.startRedis("")));
  }

  private void awaitState(String state) {
    Await.until(
        () -> "Dynomite in " + state + " in: " + daemon.log(),
        LIMIT,
        () -> state.equals(cold().dynomite().adminClient().state()));
  }

  private void awaitClosed() {
    Await.until(
        () -> "a closed node in: " + daemon.log(),
        LIMIT,
        () -> {
          try (JMXConnector client = JMXConnectorFactory.connect(daemon.url())) {
            MBeanServerConnection beans = client.getMBeanServerConnection();
            ObjectName bean = new ObjectName(WarmupMXBean.OBJECT_NAME);
            return "CLOSED".equals(beans.getAttribute(bean, "NodeState"))
                && String.valueOf(beans.getAttribute(bean, "NodeReason"))
                    .contains("it requires a bootstrap (requires.bootstrap)");
          }
        });
  }

  /**
   * Dynomite ends if its admin port is asked before its client port listens. The watch cannot know
   * that it was restarted between two probes.
   */
  private void restartDynomite() {
    cold().dynomite().kill();
    try {
      cold().dynomite().start();
    } catch (IllegalStateException crashed) {
      cold().dynomite().start();
    }
  }

  @Test
  public void itStaysClosedOverRestartsOfEverythingAndOpensWarm() throws Exception {
    node();
    awaitClosed();

    restartDynomite();
    awaitState("STANDBY");
    commands.killRedis();
    daemon.awaitLog("start 1");
    awaitClosed();
    daemon.kill();
    cold().dynomite().kill();
    cold().dynomite().start();
    assertEquals("NORMAL", cold().dynomite().adminClient().state());
    daemon();
    awaitState("STANDBY");
    daemon.awaitLog("the node stays closed");

    Daemon.Said said = daemon.tell("start", "--wait");

    assertEquals(said.out() + said.err(), 0, said.code());
    assertSame(cold(), source());
    assertServes(cold());
    said = daemon.tell("start", "--wait");
    assertEquals(said.out() + said.err(), 0, said.code());
    assertSays("the node is open since run", said.out());
    daemon.kill();
    daemon();
    daemon.awaitEnd("SKIPPED");
    assertServes(cold());
  }

  @Test
  public void aFailedBootstrapLeavesItClosedAndAnOperatorOpensIt() throws Exception {
    node();
    source().redis().kill();

    Daemon.Said said = daemon.tell("start", "--wait");

    assertEquals(said.out() + said.err(), 12, said.code());
    assertSays("the node stays closed (requires.bootstrap)", said.out());
    awaitState("STANDBY");
    Surfaces surfaces = new Surfaces(daemon, port);
    surfaces.assertAgree("CLOSED", "it requires a bootstrap (requires.bootstrap)");
    said = daemon.tell("enable-incoming-replication");
    assertEquals(said.out() + said.err(), 0, said.code());
    assertSays("the node is open: Dynomite is NORMAL and serves 0 keys as they are", said.out());
    awaitState("NORMAL");
    surfaces.assertAgree("SERVING", "Redis master, Dynomite NORMAL, 0 keys");
  }
}
