// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Tests that an observer cannot delay or stop a run. */
public class ObserversTest {
  private static final long LIMIT_MILLIS = 20_000;
  private static final List<WarmupPhase> ALL =
      Arrays.asList(
          WarmupPhase.PREFLIGHT,
          WarmupPhase.SELECT_SOURCE,
          WarmupPhase.TRANSFER,
          WarmupPhase.CATCH_UP,
          WarmupPhase.HAND_OVER,
          WarmupPhase.RESTORE);

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(60);

  private Scenario s;
  private WarmupEngine engine;

  @Before
  public void anEmptyNode() {
    s = new Scenario(folder.getRoot().toPath());
    engine = new WarmupEngine(s.host);
  }

  /** Records its notifications and signals the end of the run. */
  private static class Recorder implements WarmupObserver {
    final List<WarmupStatus> told = new ArrayList<>();
    final CountDownLatch begin = new CountDownLatch(1);
    final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void changed(WarmupStatus status) {
      told.add(status);
      begin.countDown();
      if (!status.running()) {
        end.countDown();
      }
    }
  }

  /** Blocks in its first notification until it is released. */
  private static final class Blocked extends Recorder {
    final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public void changed(WarmupStatus status) {
      super.changed(status);
      boolean interrupted = false;
      while (letGo.getCount() > 0) {
        try {
          letGo.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void assertRunsThroughAllPhases() throws InterruptedException {
    engine.start(WarmupRequest.atStartup());
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.phase() + " " + end.reason(), outcome(WarmupOutcome.WARMED), end.outcome());
    assertTrue(end.phaseMillis().toString(), end.phaseMillis().keySet().containsAll(ALL));
    assertTrue("Redis is a master", s.local.isMaster());
  }

  private static Optional<WarmupOutcome> outcome(WarmupOutcome outcome) {
    return Optional.of(outcome);
  }

  private static List<WarmupPhase> phases(Recorder recorder) {
    List<WarmupPhase> phases = new ArrayList<>();
    for (WarmupStatus told : recorder.told) {
      if (phases.isEmpty() || phases.get(phases.size() - 1) != told.phase()) {
        phases.add(told.phase());
      }
    }
    return phases;
  }

  @Test
  public void aRunIsThroughAllItsPhasesWhileAnObserverIsStillBlockedByItsBegin() throws Exception {
    Blocked blocked = new Blocked();
    Recorder other = new Recorder();
    engine.addObserver(blocked);
    engine.addObserver(other);

    assertRunsThroughAllPhases();
    other.end.await();
    blocked.begin.await();

    assertEquals("it still is at the first thing that it was told", 1, blocked.told.size());
    assertTrue("the other one was told all: " + phases(other), phases(other).containsAll(ALL));
    engine.close();
    blocked.letGo.countDown();
    blocked.end.await();
    assertFalse("it has missed nothing of the end", last(blocked).running());
  }

  @Test
  public void aBlockedObserverDelaysNeitherTheNextRunNorTheShutdown() throws Exception {
    Blocked blocked = new Blocked();
    engine.addObserver(blocked);
    assertRunsThroughAllPhases();

    String id = engine.start(WarmupRequest.manual().forced());

    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), outcome(WarmupOutcome.WARMED), end.outcome());
    assertEquals(id, end.runId().get());
    engine.close();
    assertEquals("it still is at the first thing that it was told", 1, blocked.told.size());
    blocked.letGo.countDown();
  }

  @Test
  public void anObserverThatThrowsStillReceivesChangesAndSoDoTheOthers() throws Exception {
    Recorder error = throwing(new AssertionError("its own fault"));
    Recorder exception = throwing(new IllegalStateException("its own fault"));
    Recorder other = new Recorder();
    for (Recorder recorder : Arrays.asList(error, exception, other)) {
      engine.addObserver(recorder);
    }

    assertRunsThroughAllPhases();

    for (Recorder recorder : Arrays.asList(error, exception, other)) {
      recorder.end.await();
      assertTrue(phases(recorder).toString(), phases(recorder).containsAll(ALL));
    }
    engine.close();
  }

  private static Recorder throwing(Throwable fault) {
    return new Recorder() {
      @Override
      public void changed(WarmupStatus status) {
        super.changed(status);
        if (fault instanceof Error) {
          throw (Error) fault;
        }
        throw (RuntimeException) fault;
      }
    };
  }

  private static WarmupStatus last(Recorder recorder) {
    return recorder.told.get(recorder.told.size() - 1);
  }
}
