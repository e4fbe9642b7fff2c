// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.chunk.store.directory;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkMessage;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkQueueContract;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.fakes.MemoryFolder;
import io.dynowarmup.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The queue in a directory, also with files that are none of its messages. */
public class DirectoryQueueTest extends ChunkQueueContract {
  private static final long VISIBILITY = 30_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  private final ManualTime time = new ManualTime();

  @Override
  protected ChunkQueue openMissing() {
    return openAgain();
  }

  @Override
  protected ChunkQueue openAgain() {
    return new ChunkStores(time, time).queue("file://" + root());
  }

  private Path root() {
    return folder.getRoot().toPath().resolve("queue");
  }

  @Override
  protected long visibilityMillis() {
    return VISIBILITY;
  }

  @Override
  protected void passVisibility() {
    time.advance(VISIBILITY + 1);
  }

  @Override
  protected long waitMillis() {
    return 0;
  }

  @Test
  public void receiveWaitsForAMessage() throws Exception {
    ChunkQueue queue = openAgain();
    time.after(1_000, () -> queue.send("late"));

    assertEquals("late", queue.receive(5_000).get().body());
    assertTrue(time.elapsedMillis() < 2_000);
    assertFalse(queue.receive(3_000).isPresent());
  }

  /** Workers give their messages back while the queue is removed. */
  @Test
  public void nothingIsLeftOfMessagesThatAreGivenBackMeanwhile() throws Exception {
    for (int round = 0; round < 4; round++) {
      ChunkQueue queue = openAgain();
      queue.create(QueueLimits.of(VISIBILITY, 5), "w1");
      List<ChunkMessage> held = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        queue.send("m" + i);
        held.add(queue.receive(0).get());
      }
      Thread worker = new Thread(() -> held.forEach(ChunkMessage::giveBack));
      worker.start();
      queue.destroy();
      worker.join();
      assertFalse(Files.exists(root()));
    }
  }

  @Test
  public void aWorkerThatWasTooSlowLosesItsMessage() throws Exception {
    ChunkQueue queue = openAgain();
    queue.send("a");
    ChunkMessage slow = queue.receive(0).get();
    passVisibility();
    ChunkMessage fast = openAgain().receive(0).get();

    assertFalse(slow.extend());
    assertFalse(slow.acknowledge());
    slow.giveBack();

    assertEquals("a", fast.body());
    assertTrue("the other worker still holds it", fast.acknowledge());
  }

  @Test
  public void aMessageIsHiddenForTheWholeTimeAfterItWasExtended() throws Exception {
    ChunkQueue queue = openAgain();
    queue.send("a");
    ChunkMessage message = queue.receive(0).get();
    time.advance(VISIBILITY - 1);
    assertTrue(message.extend());
    time.advance(VISIBILITY - 1);

    assertFalse(openAgain().receive(0).isPresent());
    assertTrue(message.acknowledge());
  }

  @Test
  public void theAgeOfTheOldestMessageIsReported() throws InterruptedException {
    ChunkQueue queue = openAgain();
    assertEquals(OptionalLong.empty(), queue.depth().oldestMillis());
    queue.send("a");
    time.advance(7_000);
    queue.send("b");

    assertEquals(OptionalLong.of(7_000), queue.depth().oldestMillis());
    assertEquals("the oldest first", "a", queue.receive(0).get().body());
  }

  @Test
  public void otherFilesAreNoMessages() throws Exception {
    ChunkQueue queue = openAgain();
    Files.write(root().resolve("waiting/.nfs1"), new byte[1]);
    Files.write(root().resolve("waiting/README"), new byte[1]);
    Files.write(root().resolve(".drafts/half.tmp"), new byte[1]);

    assertTrue(queue.depth().isDone());
    assertFalse(queue.receive(0).isPresent());
  }

  @Test
  public void aMessageThatPowerLossEmptiedIsDelivered() throws Exception {
    ChunkQueue queue = openAgain();
    Files.write(root().resolve("waiting/" + MessageName.sent(time.epochMillis())), new byte[0]);

    assertEquals("its reader refuses it by name", "", queue.receive(0).get().body());
  }

  @Test
  public void damagedLimitsAreNamed() throws IOException {
    for (String bad : new String[] {"", "visibility.millis=1", "receives=0\n", "\u0000"}) {
      Files.write(root().resolve("queue"), bad.getBytes());

      WarmupException e = assertThrows(WarmupException.class, () -> openAgain().depth());

      assertEquals(Reason.DAMAGED, e.reason());
      assertTrue(e.getMessage(), e.getMessage().contains("/queue/queue is damaged"));
    }
  }

  @Test
  public void aQueueKeepsTheLimitsThatItWasCreatedWith() throws Exception {
    ChunkQueue queue = openAgain();
    queue.create(QueueLimits.of(1, 1), "w1");
    queue.send("a");
    queue.receive(0);
    time.advance(VISIBILITY - 1);

    assertFalse(queue.receive(0).isPresent());
  }
}
