// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Dumps that the controller starts, and dumps that it finds. */
public class DumpStepTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final FakeTarget source = new FakeTarget();
  private final WarmNode node = new WarmNode(source, source.ticker());
  private ChunkStore store;
  private WarmState state;
  private DumpStep step;
  private final List<String> lines = new ArrayList<>();

  @Before
  public void begin() {
    store =
        new ChunkStores(Ticker.system(), Pause.system())
            .store("file://" + folder.getRoot() + "/store");
    restart();
  }

  /** Begins as a controller that was started again. */
  private void restart() {
    state = WarmState.of(store, WarmRequest.of("a", "b", ""), "w1");
    step = new DumpStep(Collections.singletonList(node), state, Pause.system());
  }

  @Test
  public void aDumpThatWasStartedIsRemovedLater() throws InterruptedException {
    source.dump("DONE", "old");
    assertFalse(step.poll());
    assertEquals(Arrays.asList("dump"), source.operations);
    source.dump("DONE", "new");
    assertTrue(step.poll());
    assertEquals(Arrays.asList("new"), state.dumps());
    assertEquals(Arrays.asList("new"), state.ownDumps());
  }

  @Test
  public void aDumpThatIsInProgressIsUsedAndNeitherEndedNorRemoved() throws InterruptedException {
    source.dump("RUNNING", "");
    assertFalse(step.poll());
    step.abort(lines::add);
    source.dump("DONE", "of cron");
    assertTrue(step.poll());
    assertEquals(Collections.emptyList(), source.operations);
    assertEquals(Arrays.asList("of cron"), state.dumps());
    assertEquals(Collections.emptyList(), state.ownDumps());
  }

  @Test
  public void aDumpThatBeginsJustBeforeTheOrderIsNotRemoved() throws InterruptedException {
    source.refuses = Reason.ALREADY_RUNNING;
    source.dump("DONE", "old");
    source.beforeCall = () -> source.dump("RUNNING", "");
    assertFalse(step.poll());
    source.dump("DONE", "of cron");
    assertTrue(step.poll());
    assertEquals(Arrays.asList("of cron"), state.dumps());
    assertEquals(Collections.emptyList(), state.ownDumps());
  }

  @Test
  public void anAdoptedDumpThatFailsIsFollowedByAnOwnOne() throws InterruptedException {
    source.dump("RUNNING", "");
    step.poll();
    source.dump("FAILED", "");
    assertFalse(step.poll());
    assertEquals(Arrays.asList("dump"), source.operations);
    source.dump("DONE", "new");
    assertTrue(step.poll());
    assertEquals(Arrays.asList("new"), state.ownDumps());
  }

  @Test
  public void aDumpThatAnotherWarmUpUsesOrWaitsForStays() throws InterruptedException {
    source.dump("DONE", "old");
    step.poll();
    source.dump("DONE", "new");
    step.poll();
    assertEquals(Collections.emptyList(), state.sharedDumps());

    WarmState other = WarmState.of(store, WarmRequest.of("c", "b", ""), "w2");
    other.dumping(node.key(), "old");
    assertEquals("it waits for it", Arrays.asList("new"), state.sharedDumps());
    other.dumped(node.key(), "new");
    assertEquals("it uses it", Arrays.asList("new"), state.sharedDumps());
    other.dumped(node.key(), "newer");
    assertEquals(Collections.emptyList(), state.sharedDumps());
  }

  @Test
  public void theOwnDumpIsEndedAlsoByTheNextController() throws InterruptedException {
    step.poll();
    restart();
    assertFalse(step.poll());
    step.abort(lines::add);
    assertEquals(Arrays.asList("dump", "abortDump"), source.operations);
  }

  /** The last reading is that of before the order. */
  @Test
  public void aDumpThatHasJustBegunIsEndedAndItsChunksAreNamed() throws InterruptedException {
    source.dump("DONE", "old");
    step.poll();
    step.abort(lines::add);
    assertEquals(Arrays.asList("dump", "abortDump"), source.operations);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0), lines.get(0).contains("chunks expire removes its chunks"));
    assertEquals(Collections.emptyList(), state.ownDumps());
  }

  @Test
  public void aDumpThatIsCompleteBeforeItCanBeEndedIsRemovedLater() throws InterruptedException {
    source.dump("DONE", "old");
    step.poll();
    source.dump("DONE", "new");
    step.abort(lines::add);
    assertEquals(Arrays.asList("new"), state.ownDumps());
    assertEquals(Collections.emptyList(), lines);
  }

  @Test
  public void aDumpThatEndsWhileItIsEndedIsRemovedLater() throws InterruptedException {
    source.dump("DONE", "old");
    step.poll();
    source.refuses = Reason.NOT_RUNNING;
    source.beforeCall = () -> source.dump("DONE", "new");
    step.abort(lines::add);
    assertEquals(Arrays.asList("new"), state.ownDumps());
  }

  @Test
  public void aNodeThatDoesNotAnswerAnyMoreIsNamed() throws InterruptedException {
    step.poll();
    source.down = Reason.TIME_OUT;
    step.abort(lines::add);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0), lines.get(0).endsWith("stays in the store: it says TIME_OUT"));
  }

  @Test
  public void aDumpThatTheNodeRefusesIsNotOwn() {
    source.refuses = Reason.BAD_CONFIG;
    source.dump("DONE", "of cron");
    assertThrows(WarmupException.class, step::poll);
    assertFalse(state.isOwn(node.key()));
  }
}
