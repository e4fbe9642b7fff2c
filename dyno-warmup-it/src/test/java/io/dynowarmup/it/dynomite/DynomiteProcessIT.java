// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.dynomite.cluster.DynomiteCluster;
import io.dynowarmup.it.dynomite.cluster.RackNode;
import io.dynowarmup.it.redis.RespClient;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

/** Starting, stopping and freezing a node. */
public class DynomiteProcessIT extends DynomiteContract {
  private static final int MOST_STARTS = 200;

  public DynomiteProcessIT(Kind kind) {
    super(kind);
  }

  @Test
  public void aQuestionAboutTheStateDuringTheStartMayEndIt() throws InterruptedException {
    DynomiteCluster cluster = closed(kind().cluster().racks(1).build()).startRedis();
    DynomiteNode node = cluster.node(0).dynomite();
    AtomicBoolean done = new AtomicBoolean();
    Thread impatient = new Thread(() -> askUntil(done, node.adminClient()));
    impatient.start();
    boolean ended = false;
    for (int i = 0; i < MOST_STARTS && !ended; i++) {
      ended = endsAtStart(node);
    }
    done.set(true);
    impatient.join();
    assertTrue("ended in none of " + MOST_STARTS + " starts", ended);
    assertTrue(node.log(), node.log().contains("signal 11 (SIGSEGV) received"));
  }

  private static void askUntil(AtomicBoolean done, AdminClient admin) {
    while (!done.get()) {
      try {
        admin.state();
      } catch (RuntimeException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean endsAtStart(DynomiteNode node) {
    try {
      node.start();
    } catch (IllegalStateException | AssertionError e) {
      return true;
    }
    node.kill();
    return false;
  }

  @Test
  public void aStoppedOneRefusesAndStartsAgainAsNormal() {
    RackNode node = single();
    state(node, "STANDBY");
    node.dynomite().stop();
    assertFalse(node.dynomite().isRunning());
    assertThrows(
        ConnectException.class,
        () -> new Socket(node.host(), node.dynomite().spec().clientPort()).close());
    node.dynomite().start();
    assertEquals("NORMAL", node.dynomite().adminClient().state());
    assertEquals("+PONG", client(node).call("PING"));
  }

  @Test
  public void aFrozenOneIsConnectedAndSilent() {
    RackNode node = single();
    RespClient before = client(node);
    assertEquals("+PONG", before.call("PING"));
    node.dynomite().freeze();
    before.send("PING");
    RespClient meanwhile = client(node).send("PING");
    Await.holdsFor("silent", A_MOMENT, () -> !before.hasAnswer() && !meanwhile.hasAnswer());
    node.dynomite().thaw();
    assertEquals("+PONG", before.receive());
    assertEquals("+PONG", meanwhile.receive());
  }

  @Test
  public void itsConfigurationIsThereBeforeItStartsAndGoesWhenItIsClosed() {
    RackNode node = closed(kind().cluster().racks(1).build()).node(0);
    assertTrue(Files.exists(node.dynomite().yml()));
    node.close();
    assertFalse(Files.exists(node.dynomite().yml()));
  }

  @Test
  public void gossipSetsTheStateBackToNormal() {
    DynomiteCluster cluster = closed(Kind.STAND_IN.cluster().racks(1).build()).start();
    DynomiteNode node = cluster.node(0).dynomite();
    node.adminClient().set("STANDBY");
    node.resetToNormalByGossip();
    assertEquals("NORMAL", node.adminClient().state());
  }

  @Test
  public void withGossipTheStateGoesBackAtEveryInterval() {
    NodeSettings settings = NodeSettings.defaults().withGossip(200);
    RackNode node = single(settings);
    AdminClient admin = node.dynomite().adminClient();
    Await.until("normal at last", LIMIT, () -> admin.state().equals("NORMAL"));
    for (int i = 0; i < 2; i++) {
      admin.set("STANDBY");
      Await.until("normal again", LIMIT, () -> admin.state().equals("NORMAL"));
    }
  }
}
