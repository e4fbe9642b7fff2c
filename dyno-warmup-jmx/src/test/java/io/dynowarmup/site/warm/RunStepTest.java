// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.site.warm;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.chunk.store.ChunkStores;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The run of one node whose daemon or Redis is restarted. */
public class RunStepTest {
  private static final List<String> WARM = Collections.singletonList("WARMED");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final FakeTarget target = new FakeTarget();
  private final WarmNode node = new WarmNode(target, target.ticker());
  private final List<String> lines = new ArrayList<>();
  private WarmState state;
  private RunStep step;

  @Before
  public void begin() {
    state =
        WarmState.of(
            new ChunkStores(Ticker.system(), Pause.system())
                .store("file://" + folder.getRoot() + "/store"),
            WarmRequest.of("a", "b", ""),
            "w1");
    step = step();
  }

  private RunStep step() {
    return new RunStep(
        Collections.singletonList(node), state, "snapshot", 4, target.ticker(), lines::add);
  }

  private void pass(long seconds) {
    target.nanos += TimeUnit.SECONDS.toNanos(seconds);
  }

  private void assertWarmed() throws InterruptedException {
    assertTrue(lines.toString(), step.poll());
    assertTrue(lines.toString(), step.allAre(WARM));
  }

  @Test
  public void aRunIsStartedAndFollowed() throws InterruptedException {
    assertFalse(step.poll());
    assertFalse(step.poll());
    assertTrue(step.isInProgress());
    target.ended("7", "WARMED", "SERVING");
    assertWarmed();
    assertFalse(step.isInProgress());
    assertEquals(Arrays.asList("start"), target.operations);
  }

  @Test
  public void aRunThatARestartedDaemonResumesIsFollowed() throws InterruptedException {
    step.poll();
    target.running("8");
    assertFalse(step.poll());
    assertEquals(Optional.of("8"), state.run(node.key()));
    target.ended("8", "WARMED", "SERVING");
    assertWarmed();
    assertEquals(Arrays.asList("start"), target.operations);
  }

  @Test
  public void aLaterRunThatHasEndedCounts() throws InterruptedException {
    step.poll();
    target.ended("10", "WARMED", "SERVING");
    assertWarmed();
  }

  @Test
  public void aRunThatARestartedDaemonDoesNotResumeIsStartedAgain() throws InterruptedException {
    step.poll();
    target.ended("2", "WARMED", "SERVING");
    assertFalse(step.poll());
    assertEquals(lines.toString(), Arrays.asList("start", "start"), target.operations);
    target.ended("8", "WARMED", "SERVING");
    assertWarmed();
  }

  @Test
  public void aRunThatIsLostEachTimeFails() throws InterruptedException {
    for (int i = 0; i < 6; i++) {
      assertFalse("poll " + i, step.poll());
      target.ended("2", "WARMED", "SERVING");
    }
    assertTrue(step.poll());
    assertFalse(step.allAre(WARM));
    assertEquals(6, target.operations.size());
  }

  @Test
  public void aDaemonThatIsDownForAMinuteIsWaitedFor() throws InterruptedException {
    step.poll();
    target.down = Reason.REFUSED;
    assertFalse(step.poll());
    pass(60);
    assertFalse(step.poll());
    target.down = null;
    target.ended("7", "WARMED", "SERVING");
    assertWarmed();
  }

  @Test
  public void aDaemonThatStaysDownFailsAndThrowsNothing() throws InterruptedException {
    step.poll();
    target.down = Reason.REFUSED;
    pass(121);
    assertTrue(step.poll());
    assertFalse(step.allAre(WARM));
    assertTrue(lines.toString(), lines.get(0).startsWith("FAILED  a "));
  }

  @Test
  public void aDaemonThatNeverAnswersFailsAndThrowsNothing() throws InterruptedException {
    target.down = Reason.REFUSED;
    assertTrue(step.poll());
    assertFalse(step.allAre(WARM));
  }

  @Test
  public void aNodeThatHasLostItsDataSinceIsWarmedAgain() throws InterruptedException {
    state.started(node.key(), "2"); // by an earlier controller
    target.ended("2", "WARMED", "COLD");
    assertFalse(step.poll());
    assertEquals(lines.toString(), Arrays.asList("start"), target.operations);
    target.ended("7", "WARMED", "SERVING");
    assertWarmed();
  }

  @Test
  public void aNodeThatHasNotBeenProbedIsWaitedFor() throws InterruptedException {
    step.poll();
    for (String unclear : Arrays.asList("UNKNOWN", "DOWN")) {
      target.ended("7", "WARMED", unclear);
      assertFalse(step.poll());
    }
    assertEquals(Arrays.asList("start"), target.operations);
    target.ended("7", "WARMED", "CLOSED");
    assertWarmed();
  }

  @Test
  public void aNodeThatStaysDownAfterItsRunIsNotWarm() throws InterruptedException {
    step.poll();
    target.ended("7", "WARMED", "DOWN");
    assertFalse(step.poll());
    pass(61);
    target.refuses = Reason.REDIS_ERROR;
    assertTrue(step.poll());
    assertFalse(step.allAre(WARM));
  }
}
