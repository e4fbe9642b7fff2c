// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.warmup;

import static io.dynowarmup.it.warmup.Checks.assertReplicates;
import static io.dynowarmup.it.warmup.Checks.assertSame;
import static io.dynowarmup.it.warmup.Checks.assertSays;
import static io.dynowarmup.it.warmup.Checks.assertServes;
import static io.dynowarmup.it.warmup.Checks.assertUntouched;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.Filler;
import io.dynowarmup.jmx.WarmupMXBean;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.management.AttributeChangeNotification;
import javax.management.Notification;
import org.junit.Test;

/** Runs that are observed and controlled through a JMXMP connection. */
public class JmxmpIT extends Scenario {
  private Steered steered;

  private WarmupMXBean steer(WarmedNode warmup) throws Exception {
    steered = closeLater(Steered.over(warmup));
    return steered.bean();
  }

  @Test
  public void aRunIsStartedSeenAndAwaited() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    WarmupMXBean bean = steer(warmup());
    List<Notification> heard = new CopyOnWriteArrayList<>();
    steered
        .connection()
        .addNotificationListener(Steered.name(), (n, handback) -> heard.add(n), null, null);
    assertSays("WOULD_WARM", bean.preflight());

    assertEquals("1", bean.start(source().rack()));
    assertEquals("WARMED", bean.awaitCompletion("60"));

    assertEquals("IDLE", bean.getPhase());
    assertEquals(0, bean.getLastOutcomeCode());
    assertEquals(1, bean.getRunsWarmed());
    assertEquals(source().rack(), bean.getSourceRack());
    assertEquals(300, bean.getLastRun().getKeys());
    assertEquals("NORMAL", bean.getDynomiteState());
    assertEquals("master", bean.getRedisRole());
    assertTrue(bean.getCandidates()[0].isChosen());
    assertTrue(bean.getPhaseMillis().toString(), bean.getPhaseMillis().containsKey("HAND_OVER"));
    Await.until(
        "the end is told",
        LIMIT,
        () -> heard.get(heard.size() - 1).getType().equals("io.dynowarmup.run.finished"));
    assertTold(heard);
  }

  private static void assertTold(List<Notification> heard) {
    assertEquals("io.dynowarmup.run.started", heard.get(0).getType());
    String phase = "IDLE";
    long number = 0;
    for (Notification n : heard) {
      assertTrue(n.getSequenceNumber() > number);
      number = n.getSequenceNumber();
      if (n instanceof AttributeChangeNotification change) {
        assertEquals(phase, change.getOldValue());
        phase = (String) change.getNewValue();
      }
    }
    assertEquals("IDLE", phase);
    assertTrue(heard.stream().anyMatch(n -> n.getType().equals("io.dynowarmup.source.changed")));
    assertSays("WARMED in", heard.get(heard.size() - 1).getMessage());
  }

  @Test
  public void whatCannotBeDoneIsAnsweredAndDoesNothing() throws Exception {
    cluster(c -> c.withLinks()).link(1, 0).redis().bandwidth(60_000);
    Servers.fillForSlowLoad(source(), 20);
    WarmedNode warmup = warmup();
    WarmupMXBean bean = steer(warmup);
    Untouched before = Untouched.of(cold());

    Throwable e = assertThrows(IllegalStateException.class, bean::abort);
    assertSays("no run is in progress", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> bean.start("rack17"));
    assertSays("'rack17'", e.getMessage());
    assertSays(source().rack(), e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> bean.start("", "magic"));
    assertSays("replication", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> bean.awaitCompletion("1m"));
    assertSays("from 1 to 86400", e.getMessage());
    assertEquals("", bean.getRunId());
    assertUntouched(before, warmup.engine().status());

    bean.start();
    e = assertThrows(IllegalStateException.class, bean::start);
    assertSays("run 1 is in progress", e.getMessage());
    assertSays("RUNNING: run 1 is in ", bean.awaitCompletion("1"));
    bean.abort();
    assertSays("ABORTED: an operator ended it over JMX", bean.awaitCompletion("60"));
    assertServes(cold());
  }

  @Test
  public void listenersThatThrowOrAreStuckNeitherBreakNorSlowARun() throws Exception {
    cluster();
    Filler.strings(source().redis(), 300, 100);
    WarmedNode warmup = warmup();
    CountDownLatch free = new CountDownLatch(1);
    closeLater(free::countDown);
    warmup
        .engine()
        .addObserver(
            s -> {
              throw new IllegalStateException("an observer's own fault");
            });
    warmup.engine().addObserver(s -> stuck(free));
    WarmupMXBean bean = steer(warmup);

    bean.start();
    assertEquals("WARMED", bean.awaitCompletion("60"));

    assertEquals(WarmupOutcome.WARMED, warmup.engine().status().outcome().orElse(null));
    assertSame(cold(), source());
    assertServes(cold());
    assertReplicates(source(), cold());
  }

  private static void stuck(CountDownLatch free) {
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  public void afterTheCloseTheBeanIsGone() throws Exception {
    cluster();
    steer(warmup());
    assertTrue(steered.connection().isRegistered(Steered.name()));
    steered.unregister();
    assertFalse(steered.connection().isRegistered(Steered.name()));
  }
}
