// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

/** What every queue does. Each implementation has a test class that extends this one. */
public abstract class ChunkQueueContract {
  private static final int RECEIVES = 3;
  private static final int MESSAGES = 40;

  private ChunkQueue queue;

  /** Opens a queue that does not exist yet; the test closes it. */
  protected abstract ChunkQueue openMissing() throws Exception;

  /** Opens the same queue once more, as another process does. */
  protected abstract ChunkQueue openAgain() throws Exception;

  /** Returns the visibility time that the tests use. */
  protected abstract long visibilityMillis();

  /** Lets the visibility time pass. */
  protected abstract void passVisibility() throws InterruptedException;

  /** Returns how long the queue may take until a message that was sent can be received. */
  protected abstract long waitMillis();

  @Before
  public void create() throws Exception {
    queue = openMissing();
    assertFalse(queue.exists());
    queue.create(QueueLimits.of(visibilityMillis(), RECEIVES), "w1");
  }

  @After
  public void removeAndCloseTwice() {
    queue.destroy();
    queue.close();
    queue.close();
  }

  @Test
  public void anotherProcessReceivesWhatWasSent() throws Exception {
    String body = "warmup\t1\nslice=00 – ü\n";
    queue.send(body);

    try (ChunkQueue other = openAgain()) {
      assertTrue(other.exists());
      ChunkMessage message = other.receive(waitMillis()).get();
      assertEquals(body, message.body());
      assertEquals(1, message.receives());
      assertTrue(message.acknowledge());
    }
    assertDone();
  }

  @Test
  public void aMessageThatAWorkerHoldsIsHiddenFromOthers() throws Exception {
    queue.send("a");
    received();

    assertFalse(queue.receive(0).isPresent());
    assertEquals(1, queue.depth().held());
    assertFalse(queue.depth().isDone());
  }

  @Test
  public void aMessageOfAWorkerThatDiedIsReceivedAgain() throws Exception {
    queue.send("a");
    received();

    passVisibility();

    ChunkMessage again = received();
    assertEquals("a", again.body());
    assertEquals(2, again.receives());
  }

  @Test
  public void aMessageThatIsExtendedStaysHidden() throws Exception {
    queue.send("a");
    ChunkMessage message = received();
    assertTrue(message.extend());

    assertFalse(queue.receive(0).isPresent());
    assertTrue(message.extend());
    assertTrue(message.acknowledge());
    passVisibility();
    assertFalse(queue.receive(0).isPresent());
    assertDone();
  }

  @Test
  public void aMessageThatIsGivenBackIsReceivedAtOnce() throws Exception {
    queue.send("a");
    received().giveBack();

    assertEquals(2, received().receives());
  }

  @Test
  public void aMessageThatFailsTooOftenBecomesADeadLetter() throws Exception {
    queue.send("bad");
    for (int i = 0; i < RECEIVES; i++) {
      received().giveBack();
    }

    assertFalse(queue.receive(waitMillis()).isPresent());
    assertEquals(Collections.singletonList("bad"), queue.deadLetters(10));
    assertEquals("it stays", Collections.singletonList("bad"), queue.deadLetters(10));
    assertEquals(1, queue.depth().dead());
    assertTrue(queue.depth().isDone());
  }

  @Test
  public void severalWorkersReceiveAllMessages() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      queue.send("message " + i);
    }
    assertEquals(MESSAGES, queue.depth().waiting());
    Set<String> bodies = ConcurrentHashMap.newKeySet();
    int workers = 3;
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      all.add(() -> work(bodies));
    }
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      for (Future<Void> worker : threads.invokeAll(all)) {
        worker.get();
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(MESSAGES, bodies.size());
    assertDone();
  }

  private Void work(Set<String> bodies) throws Exception {
    try (ChunkQueue mine = openAgain()) {
      for (Optional<ChunkMessage> m = mine.receive(waitMillis());
          m.isPresent();
          m = mine.receive(waitMillis())) {
        bodies.add(m.get().body());
        m.get().acknowledge();
      }
    }
    return null;
  }

  @Test
  public void aQueueThatIsCreatedAgainKeepsItsMessages() throws Exception {
    queue.send("a");
    queue.create(QueueLimits.of(visibilityMillis(), RECEIVES), "w1");

    assertEquals("a", received().body());
  }

  @Test
  public void aQueueOfAnotherOwnerStaysAsItIs() throws Exception {
    assertEquals(Optional.of("w1"), queue.owner());
    queue.send("a");

    WarmupException e =
        assertThrows(
            WarmupException.class,
            () -> queue.create(QueueLimits.of(visibilityMillis(), RECEIVES), "w2"));

    assertEquals(Reason.NOT_ALLOWED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("warm-up w1 has created it"));
    assertEquals("a", received().body());
    queue.destroy();
    assertEquals(Optional.empty(), queue.owner());
  }

  @Test
  public void aQueueThatWasRemovedIsGoneForEachWorker() throws Exception {
    queue.send("a");
    try (ChunkQueue other = openAgain()) {
      queue.destroy();
      queue.destroy();

      assertFalse(other.exists());
      assertMissing(() -> other.send("b"));
      assertMissing(() -> other.receive(0));
      assertMissing(other::depth);
      assertMissing(() -> other.deadLetters(1));
    }
  }

  private static void assertMissing(ThrowingRunnable call) {
    WarmupException e = assertThrows(WarmupException.class, call);
    assertEquals(e.getMessage(), Reason.NO_STORE, e.reason());
  }

  @Test
  public void aBodyThatIsTooLongIsRefused() {
    StringBuilder body = new StringBuilder();
    while (body.length() <= ChunkQueue.MOST_BYTES) {
      body.append("0123456789");
    }
    WarmupException e = assertThrows(WarmupException.class, () -> queue.send(body.toString()));

    assertEquals(Reason.BAD_ARGUMENT, e.reason());
  }

  private ChunkMessage received() throws InterruptedException {
    return queue
        .receive(waitMillis())
        .orElseThrow(() -> new AssertionError("no message; " + queue.depth()));
  }

  private void assertDone() {
    assertTrue(queue.depth().toString(), queue.depth().isDone());
  }
}
