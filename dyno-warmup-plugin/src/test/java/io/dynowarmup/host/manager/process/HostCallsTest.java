// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.host.manager.FakeEngineHost;
import io.dynowarmup.host.manager.FakeProcess;
import io.dynowarmup.host.manager.FakeState;
import io.dynowarmup.host.manager.FakeStorage;
import io.dynowarmup.host.manager.StartUpRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Test;

public class HostCallsTest {
  private static final long LONG_MILLIS = 30_000;

  private final FakeState state = new FakeState();
  private final StateMirror mirror = new StateMirror(state);
  private final HostCalls calls = new HostCalls(mirror);
  private final CountDownLatch hostReturns = new CountDownLatch(1);

  @After
  public void end() {
    hostReturns.countDown();
    calls.close();
  }

  private void untilHostReturns() {
    try {
      hostReturns.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  public void aStartOfDynomiteIsNotWaitedFor() {
    FakeProcess process = new FakeProcess();
    process.onStart = this::untilHostReturns;
    HostDynomite dynomite = new HostDynomite(process, calls, mirror);
    assertTrue(dynomite.canStart());
    dynomite.start();
    assertEquals(1, hostReturns.getCount());
  }

  @Test
  public void aStopOfDynomiteIsWaitedFor() {
    FakeProcess process = new FakeProcess();
    AtomicReference<String> done = new AtomicReference<>("");
    process.onStop = () -> done.set("stopped");
    new HostDynomite(process, calls, mirror).stop();
    assertEquals("stopped", done.get());
  }

  @Test
  public void aCallThatDoesNotReturnIsWaitedForWithALimit() {
    WarmupException e =
        assertThrows(
            WarmupException.class, () -> calls.await("stop Dynomite", this::untilHostReturns, 10));
    assertEquals(Reason.TIME_OUT, e.reason());
  }

  @Test
  public void afterACallTheFlagsAreWhatTheRunHasSeen() {
    mirror.changed(StartUpRun.running("master", "STANDBY"));
    calls.await("start Dynomite", () -> state.proxyAlive = true, LONG_MILLIS);
    assertFalse(state.proxyAlive);
  }

  @Test
  public void alsoAfterACallThatFailed() {
    mirror.changed(StartUpRun.running("master", "STANDBY"));
    calls.await(
        "start Dynomite",
        () -> {
          state.proxyAlive = true;
          throw new java.io.IOException("no such script");
        },
        LONG_MILLIS);
    assertFalse(state.proxyAlive);
  }

  @Test
  public void aCallSeesTheClassesOfTheWebapp() {
    AtomicReference<ClassLoader> seen = new AtomicReference<>();
    calls.await(
        "look", () -> seen.set(Thread.currentThread().getContextClassLoader()), LONG_MILLIS);
    assertEquals(HostCalls.class.getClassLoader(), seen.get());
  }

  @Test
  public void noThreadOutlivesTheEnd() throws InterruptedException {
    Thread thread = calls.begin("start Dynomite", this::untilHostReturns);
    calls.close();
    assertFalse(thread.isAlive());
  }

  @Test
  public void aRedisThatIsDownIsStarted() throws InterruptedException {
    FakeEngineHost host = new FakeEngineHost();
    host.redis = Reason.REFUSED;
    assertEquals(1, startsOf(host));
    assertEquals("127.0.0.1:22122", host.pinged.toString());
  }

  @Test
  public void aRedisThatAnswersIsLeftAlone() throws InterruptedException {
    assertEquals(0, startsOf(new FakeEngineHost()));
  }

  @Test
  public void aRedisThatIsLoadingOrWantsAPasswordOrIsSlowIsLeftAlone() throws InterruptedException {
    for (Reason reason : new Reason[] {Reason.LOADING, Reason.NOAUTH, Reason.TIME_OUT}) {
      FakeEngineHost host = new FakeEngineHost();
      host.redis = reason;
      assertEquals(reason.name(), 0, startsOf(host));
    }
  }

  private static int startsOf(FakeEngineHost host) throws InterruptedException {
    FakeStorage storage = new FakeStorage();
    HostCalls own = new HostCalls(new StateMirror(new FakeState()));
    HostRedis redis = new HostRedis(storage, storage, host, own);
    redis.startIfDown().join(LONG_MILLIS);
    return storage.starts;
  }
}
