// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.format.HashRanges;
import io.dynowarmup.chunk.store.ChunkQueue;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.chunk.store.QueueLimits;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PopulateStepTest {
  private static final String URI = "sqs://warm?region=eu-central-1&endpoint=http://10.0.0.1:9324";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final WarmRequest request =
      WarmRequest.of("a", "b", "").populatedBy(URI, Collections.singletonList(22_222));
  private final List<String> lines = new ArrayList<>();
  private ChunkStores stores;
  private ChunkQueue queue;

  @Before
  public void open() {
    stores = new ChunkStores(Ticker.system(), Pause.system());
    queue = stores.queue("file://" + folder.getRoot() + "/queue");
  }

  @After
  public void close() {
    queue.close();
  }

  private WarmState state(String id) {
    return WarmState.of(stores.store("file://" + folder.getRoot() + "/store"), request, id);
  }

  private void send(WarmState state) throws InterruptedException {
    PopulateStep step = new PopulateStep(request, Collections.emptyMap(), state, queue, null);
    step.plan(Collections.emptyList(), note -> {});
    step.send();
  }

  private void create(String owner) {
    queue.create(QueueLimits.of(60_000, 2), owner);
    queue.send("a message");
  }

  private long waiting() {
    return queue.depth().waiting();
  }

  /** A queue shows itself without the options, which the next controller needs to open it. */
  @Test
  public void theWholeUriOfTheQueueIsRecorded() throws InterruptedException {
    WarmState state = state("w1");
    send(state);

    assertEquals(Optional.of(URI), state.queue());
    assertEquals(Optional.of("w1"), queue.owner());
  }

  @Test
  public void aQueueThatThisWarmUpHasNotCreatedIsRefusedAndKeepsItsMessages() {
    create("another");
    WarmState state = state("w1");

    WarmupException e = assertThrows(WarmupException.class, () -> send(state));

    assertEquals(Reason.NOT_ALLOWED, e.reason());
    assertTrue(e.getMessage(), e.getMessage().contains("warm-up another has created it"));
    assertEquals(1, waiting());
    assertEquals("nothing to remove later", Optional.empty(), state.queue());
  }

  @Test
  public void aQueueOfAnotherIsNotRemovedAtTheEnd() {
    create("another");
    new CleanUp(null, state("w1"), lines::add).remove(queue);

    assertEquals(1, waiting());
    assertEquals(
        Arrays.asList("queue " + queue + " stays: this warm-up has not created it"), lines);
  }

  @Test
  public void theOwnQueueIsRemovedAtTheEnd() throws InterruptedException {
    WarmState state = state("w1");
    send(state);
    new CleanUp(null, state, lines::add).remove(queue);

    assertTrue(lines.toString(), lines.isEmpty() && !queue.exists());
  }

  /** A controller that is killed now, or a next node that refuses, leaves a node to lift. */
  @Test
  public void theQueueIsRecordedBeforeANodeAdmitsPopulators() throws Exception {
    FakeTarget target = new FakeTarget();
    target.closed();
    WarmState state = state("w1");
    try (WarmTools tools = new WarmTools("file://" + folder.getRoot(), null, null, 0, 0)) {
      PopulateStep step =
          new PopulateStep(
              request,
              Collections.singletonMap(new WarmNode(target, target.ticker()), HashRanges.ALL),
              state,
              queue,
              tools);
      step.plan(Collections.singletonList(Dumps.empty("d")), note -> {});
      WarmupException e = assertThrows(WarmupException.class, step::send);
      assertTrue(e.getMessage(), e.getMessage().contains("no admin port of a answers"));
    }
    assertEquals("for the next controller", Optional.of(URI), state("w2").queue());
    assertEquals("w1", state("w2").id());
  }

  @Test
  public void nothingIsLeftOfMessagesThatCouldNotBeSent() throws InterruptedException {
    WarmState state = state("w1");
    send(state);

    new CleanUp(null, state, lines::add).unsend(Collections.emptyList(), queue);

    assertFalse(queue.exists());
    assertEquals(Optional.empty(), state.queue());
    assertFalse("the state is removed", state("w2").isResumed());
    assertEquals("w2", state("w2").id());
  }

  @Test
  public void aQueueThatIsGoneIsFilledAgain() throws InterruptedException {
    send(state("w1"));
    queue.destroy();
    WarmState resumed = state("w2");
    assertTrue("sent before", resumed.isSent());

    send(resumed);

    assertEquals(Optional.of("w1"), queue.owner());
  }
}
