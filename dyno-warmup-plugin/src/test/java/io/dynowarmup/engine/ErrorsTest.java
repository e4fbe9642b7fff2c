// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.fakes.MemoryFolder;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Throws errors of the JVM at any point: the node is restored, and the run ends. */
public class ErrorsTest {
  private static final long LIMIT_MILLIS = 20_000;

  @Rule public final TemporaryFolder folder = MemoryFolder.create();
  @Rule public final Timeout limit = Timeout.seconds(120);

  private Scenario s;

  @Before
  public void scenario() {
    s = new Scenario(folder.getRoot().toPath());
  }

  /** Throws the error before the n-th call and before the calls after it. */
  private void throwFrom(int n, int howOften, Error e) {
    for (int i = 0; i < howOften; i++) {
      s.world
          .faults()
          .beforeCall(
              n + i,
              () -> {
                throw e;
              });
    }
  }

  private int calls() {
    Scenario probe = new Scenario(folder.getRoot().toPath().resolve("probe"));
    probe.run();
    return probe.world.faults().calls().size();
  }

  private void sweep(int howOften, Error e) throws Exception {
    int calls = calls();
    for (int n = 1; n <= calls; n += 3) {
      s = new Scenario(folder.getRoot().toPath().resolve(e.getClass().getSimpleName() + n));
      throwFrom(n, howOften, e);
      WarmupStatus end = s.run();
      assertFalse("call " + n, end.running());
      s.assertRestored();
    }
  }

  @Test
  public void aClassThatIsMissingOnceLeavesANodeThatServes() throws Exception {
    sweep(1, new NoClassDefFoundError("io/dynowarmup/Gone"));
  }

  @Test
  public void noMemoryForAFewCallsLeavesANodeThatServes() throws Exception {
    sweep(3, new OutOfMemoryError("Java heap space"));
  }

  @Test
  public void anErrorInAPhaseEndsTheRunAsInternal() {
    s.world
        .faults()
        .beforeCall(
            calls() / 2,
            () -> {
              throw new StackOverflowError();
            });
    WarmupStatus end = s.run();
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    assertEquals(Optional.of(Reason.INTERNAL), end.reasonCode());
    s.assertRestored();
  }

  @Test
  public void anErrorOnEnteringAPhaseLeadsToRestore() {
    for (WarmupPhase phase : WarmupPhase.values()) {
      if (phase == WarmupPhase.IDLE || phase == WarmupPhase.PREFLIGHT) {
        continue;
      }
      s = new Scenario(folder.getRoot().toPath().resolve(phase.name()));
      s.entering(
          phase,
          () -> {
            throw new NoClassDefFoundError("of the log");
          });
      WarmupStatus end = s.run();
      assertFalse(phase.name(), end.running());
      s.assertRestored();
    }
  }

  /** The host is notified after the end of the run. */
  @Test
  public void aRestoreThatErrorsKeepFromItsWorkIsTheHostsToKnow() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    WarmupEngine engine = engine(told);
    s.world.faults().killAt(calls() / 2, () -> {});
    engine.start(WarmupRequest.atStartup());
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.FAILED), end.outcome());
    told.await();
    // A host that continues can start the next run.
    s.world.faults().revive();
    engine.start(WarmupRequest.manual());
    assertFalse(engine.await(LIMIT_MILLIS).running());
    assertEquals(DynomiteState.NORMAL, s.dynomite.current());
    assertTrue(s.local.isMaster());
    engine.close();
  }

  private WarmupEngine engine(CountDownLatch told) {
    s.host.whenRestoreBreaks = e -> told.countDown();
    return new WarmupEngine(s.host);
  }

  @Test
  public void anObserverThatThrowsErrorsStillReceivesTheNextChange() throws Exception {
    CountDownLatch changes = new CountDownLatch(5);
    WarmupEngine engine = new WarmupEngine(s.host);
    WarmupObserver observer =
        status -> {
          changes.countDown();
          throw new NoClassDefFoundError("of the observer");
        };
    engine.addObserver(observer);
    engine.start(WarmupRequest.atStartup());
    WarmupStatus end = engine.await(LIMIT_MILLIS);
    assertEquals(end.reason(), Optional.of(WarmupOutcome.WARMED), end.outcome());
    changes.await();
    engine.close();
  }
}
