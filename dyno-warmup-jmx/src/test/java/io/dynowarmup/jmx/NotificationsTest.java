// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.jmx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.CandidateVerdict;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanServer;
import javax.management.Notification;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class NotificationsTest {
  @Rule public final Timeout limit = Timeout.seconds(20);

  private final FakeWarmup warmup = new FakeWarmup();
  private final MBeanServer server = Beans.server();
  private final List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
  private Registration registration;

  @Before
  public void listen() throws Exception {
    registration = Registration.of(server, warmup);
    server.addNotificationListener(Beans.NAME, (n, handback) -> heard.add(n), null, null);
  }

  private void begin(String id) {
    warmup.become(
        s ->
            s.runId(id)
                .trigger(Trigger.STARTUP)
                .startedEpochMillis(0)
                .phase(WarmupPhase.PREFLIGHT));
  }

  private void end(WarmupOutcome outcome, String why) {
    warmup.become(
        s -> s.phase(WarmupPhase.IDLE).outcome(outcome).reasonCode(Reason.ABORTED).reason(why));
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    for (Notification n : heard) {
      types.add(
          n instanceof AttributeChangeNotification
              ? ((AttributeChangeNotification) n).getOldValue()
                  + ">"
                  + ((AttributeChangeNotification) n).getNewValue()
              : n.getType().replace("io.dynowarmup.", ""));
    }
    return types;
  }

  private void assertHeard(String expected) {
    assertEquals(expected, String.join(" ", types()));
  }

  @Test
  public void aRunIsReportedFromItsBeginningToItsEnd() {
    begin("1");
    warmup.become(s -> s.phase(WarmupPhase.SELECT_SOURCE));
    warmup.become(
        s ->
            s.source(Beans.PEER)
                .candidates(
                    Collections.singletonList(
                        CandidateVerdict.of(Beans.PEER, true, true, "300 keys"))));
    warmup.become(s -> s.phase(WarmupPhase.TRANSFER).elapsedMillis(40));
    warmup.become(s -> s.elapsedMillis(50));
    warmup.become(s -> s.source(Beans.OTHER));
    end(WarmupOutcome.ABORTED, "an operator ended it");

    assertHeard(
        "run.started IDLE>PREFLIGHT PREFLIGHT>SELECT_SOURCE source.changed SELECT_SOURCE>TRANSFER"
            + " source.changed TRANSFER>IDLE run.finished");
    assertEquals("run 1 has begun (STARTUP)", heard.get(0).getMessage());
    assertEquals(
        "run 1: the source is 127.0.0.2:22122 (rack b, dc): 300 keys", heard.get(3).getMessage());
    assertEquals("run 1: SELECT_SOURCE -> TRANSFER after 40 ms", heard.get(4).getMessage());
    assertEquals(
        "run 1: ABORTED in 50 ms from 127.0.0.3:22122: an operator ended it",
        heard.get(7).getMessage());
  }

  @Test
  public void eachHasARisingNumberTheBeansNameAndNothingButTypesOfTheJdk() {
    begin("1");
    end(WarmupOutcome.FAILED, "it broke");
    long before = 0;
    for (Notification n : heard) {
      assertTrue(n.getSequenceNumber() > before);
      before = n.getSequenceNumber();
      assertEquals(Beans.NAME, n.getSource());
      assertTrue(n.getTimeStamp() > 0);
      if (n.getUserData() != null) {
        assertTrue(n.getUserData().getClass().getName().startsWith("java.util."));
        assertEquals("1", ((Map<?, ?>) n.getUserData()).get("runId"));
      }
    }
    Map<?, ?> facts = (Map<?, ?>) heard.get(heard.size() - 1).getUserData();
    assertEquals("FAILED", facts.get("outcome"));
    assertEquals("it broke", facts.get("reason"));
  }

  @Test
  public void whatWasNotSeenOfARunLeavesNoGapBetweenOldAndNew() {
    begin("1");
    warmup.unseen(s -> s.phase(WarmupPhase.SELECT_SOURCE));
    warmup.become(s -> s.source(Beans.PEER).phase(WarmupPhase.CATCH_UP));
    assertHeard("run.started IDLE>PREFLIGHT source.changed PREFLIGHT>CATCH_UP");
  }

  @Test
  public void aRunWhoseEndWasNotSeenIsEndedBeforeTheNextOneBegins() {
    begin("1");
    warmup.unseen(
        s ->
            s.phase(WarmupPhase.IDLE)
                .outcome(WarmupOutcome.ABORTED)
                .reasonCode(Reason.ABORTED)
                .reason("enough"));
    heard.clear();
    begin("2");
    assertHeard("PREFLIGHT>IDLE run.finished run.started IDLE>PREFLIGHT");
    assertTrue(heard.get(1).getMessage(), heard.get(1).getMessage().startsWith("run 1: ABORTED"));
  }

  @Test
  public void aRunOfWhichNothingButTheEndWasSeenHasABeginToo() {
    warmup.unseen(
        s ->
            s.runId("1")
                .trigger(Trigger.STARTUP)
                .startedEpochMillis(0)
                .phase(WarmupPhase.PREFLIGHT));
    end(WarmupOutcome.SKIPPED, "not cold");
    assertHeard("run.started run.finished");
  }

  @Test
  public void theEndIsDeliveredIfItIsStillInTransitAtTheClose() {
    begin("1");
    warmup.unseen(
        s ->
            s.phase(WarmupPhase.IDLE)
                .outcome(WarmupOutcome.ABORTED)
                .reasonCode(Reason.ABORTED)
                .reason("closing"));
    registration.close();
    assertHeard("run.started IDLE>PREFLIGHT PREFLIGHT>IDLE run.finished");
  }

  @Test
  public void whoWaitsForTheEndIsAnsweredAfterItsNotification() throws Exception {
    begin("1");
    warmup.unseen(
        s ->
            s.phase(WarmupPhase.IDLE)
                .outcome(WarmupOutcome.ABORTED)
                .reasonCode(Reason.ABORTED)
                .reason("enough"));
    heard.clear();
    Thread waiting =
        new Thread(
            () -> {
              String answer = Beans.proxy(server).awaitCompletion("5");
              heard.add(new Notification("answer " + answer, this, 0));
            });
    waiting.start();
    while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
      Thread.yield();
    }
    warmup.become(s -> s);
    waiting.join();
    assertHeard("PREFLIGHT>IDLE run.finished answer ABORTED: enough");
  }

  @Test
  public void aListenerThatThrowsDoesNotKeepItFromTheNext() throws Exception {
    List<String> later = new ArrayList<>();
    server.addNotificationListener(
        Beans.NAME,
        (n, handback) -> {
          throw new AssertionError("a listener's own fault");
        },
        null,
        null);
    server.addNotificationListener(Beans.NAME, (n, h) -> later.add(n.getType()), null, null);
    begin("1");
    assertEquals(2, later.size());
  }

  @Test
  public void aListenerThatIsStuckDoesNotKeepTheBeanRegistered() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    server.addNotificationListener(
        Beans.NAME,
        (n, handback) -> {
          stuck.countDown();
          awaitQuietly(free);
        },
        null,
        null);
    Thread observer = new Thread(() -> begin("1"));
    observer.start();
    stuck.await();
    registration.close();
    assertTrue("taken out", !server.isRegistered(Beans.NAME));
    free.countDown();
    observer.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
