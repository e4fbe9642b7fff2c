// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.time;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** Each wait ends when the test takes it off the queue. */
public class TimerTest {
  @Rule public final Timeout limit = Timeout.seconds(60);

  private final BlockingQueue<Waiting> waits = new LinkedBlockingQueue<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Timer timer = new Timer(this::pause, (task, e) -> failures.add(task + " " + e));

  private static final class Waiting {
    final long millis;
    final CancelSignal signal;
    final CountDownLatch over = new CountDownLatch(1);

    Waiting(long millis, CancelSignal signal) {
      this.millis = millis;
      this.signal = signal;
    }
  }

  private void pause(long millis, CancelSignal signal) throws InterruptedException {
    Waiting waiting = new Waiting(millis, signal);
    waits.add(waiting);
    while (!signal.isCancelled() && !waiting.over.await(10, TimeUnit.MILLISECONDS)) {
      Thread.yield();
    }
  }

  @After
  public void close() {
    timer.close();
  }

  @Test
  public void aTaskComesAgainAndAgainWhateverItThrows() throws Exception {
    BlockingQueue<Integer> runs = new LinkedBlockingQueue<>();
    timer.every(
        "watch",
        5_000,
        () -> {
          runs.add(1);
          throw new NoClassDefFoundError("gone");
        });
    for (int i = 0; i < 3; i++) {
      Waiting waiting = waits.take();
      assertEquals(5_000, waiting.millis);
      assertTrue(runs.isEmpty());
      waiting.over.countDown();
      runs.take();
    }
    waits.take();
    assertEquals("watch java.lang.NoClassDefFoundError: gone", failures.get(0));
    assertEquals(3, failures.size());
  }

  @Test
  public void aTaskOfLaterTakesThePlaceOfTheOneThatWaits() throws Exception {
    BlockingQueue<String> runs = new LinkedBlockingQueue<>();
    timer.once("retry", 3_600_000, () -> runs.add("first"));
    Waiting first = waits.take();
    timer.once("retry", 1, () -> runs.add("second"));
    Waiting second = waits.take();
    assertTrue(first.signal.isCancelled());
    assertFalse(second.signal.isCancelled());
    second.over.countDown();
    assertEquals("second", runs.take());
  }

  @Test
  public void aTaskMayScheduleItselfAgain() throws Exception {
    BlockingQueue<String> runs = new LinkedBlockingQueue<>();
    timer.once(
        "retry",
        10,
        () -> {
          timer.once("retry", 20, () -> runs.add("again"));
          runs.add("first");
        });
    waits.take().over.countDown();
    assertEquals("first", runs.take());
    Waiting again = waits.take();
    assertEquals(20, again.millis);
    again.over.countDown();
    assertEquals("again", runs.take());
  }

  @Test
  public void afterTheEndNothingBegins() throws Exception {
    timer.every("watch", 1, () -> failures.add("begun"));
    Waiting waiting = waits.take();
    timer.close();
    assertTrue(waiting.signal.isCancelled());
    timer.once("retry", 1, () -> failures.add("begun"));
    assertTrue(waits.isEmpty());
    assertEquals(0, failures.size());
  }
}
