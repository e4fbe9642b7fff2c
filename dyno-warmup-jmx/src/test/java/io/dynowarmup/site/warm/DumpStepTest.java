// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStore;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.Arrays;
import java.util.Collections;
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
    step = new DumpStep(Collections.singletonList(node), state);
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
    step.abort();
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
    step.abort();
    assertEquals(Arrays.asList("dump", "abortDump"), source.operations);
  }
}
