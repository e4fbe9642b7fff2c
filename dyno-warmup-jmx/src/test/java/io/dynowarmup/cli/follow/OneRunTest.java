// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.cli.follow;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.cli.SimulatedWarmup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class OneRunTest {
  private static final long LIMIT_SECONDS = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SimulatedWarmup warmup = new SimulatedWarmup();
  private final OneRun run = new OneRun(warmup);
  private final Set<WarmupPhase> seen = new LinkedHashSet<>();

  @After
  public void endThreads() {
    threads.shutdownNow();
  }

  private Future<WarmupStatus> perform() {
    return threads.submit(
        () -> run.perform(WarmupRequest.atStartup(), status -> seen.add(status.phase())));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  public void everyPhaseIsShownHoweverShort() throws Exception {
    Future<WarmupStatus> end = perform();
    assertTrue(warmup.started.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    List<WarmupPhase> phases =
        new ArrayList<>(
            Arrays.asList(WarmupPhase.CATCH_UP, WarmupPhase.HAND_OVER, WarmupPhase.RESTORE));
    phases.forEach(warmup::enter);
    warmup.end(WarmupOutcome.WARMED, null, "");
    assertEquals(WarmupOutcome.WARMED, get(end).outcome().get());
    phases.add(0, WarmupPhase.TRANSFER);
    phases.add(WarmupPhase.IDLE);
    assertEquals(phases, new ArrayList<>(seen));
  }

  @Test
  public void aSignalAbortsTheRunAndTheProcessStaysUntilTheOutcomeIsReported() throws Exception {
    Future<WarmupStatus> end = perform();
    assertTrue(warmup.started.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    Future<?> hook = threads.submit(() -> run.endEarly("told to"));
    WarmupStatus status = get(end);
    assertEquals(WarmupOutcome.ABORTED, status.outcome().get());
    assertEquals("told to", status.reason());
    assertFalse("the process ends before the outcome is told", hook.isDone());
    run.reported();
    get(hook);
  }

  @Test
  public void aRunThatIsOverDelaysNothing() throws Exception {
    Future<WarmupStatus> end = perform();
    assertTrue(warmup.started.await(LIMIT_SECONDS, TimeUnit.SECONDS));
    warmup.end(WarmupOutcome.FAILED, Reason.REFUSED, "refused");
    get(end);
    run.reported();
    get(threads.submit(() -> run.endEarly("told to")));
    assertEquals("refused", warmup.status().reason());
  }
}
