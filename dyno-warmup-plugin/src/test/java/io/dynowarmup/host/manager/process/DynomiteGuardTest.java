// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.dynomitemanager.dynomite.DynomiteProcessManager;
import com.netflix.dynomitemanager.dynomite.ProxyAndStorageResetTask;
import io.dynowarmup.host.manager.FakeState;
import io.dynowarmup.host.manager.StartUpRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.After;
import org.junit.Test;

/** The host's classes are signatures here: each of their calls throws. */
public class DynomiteGuardTest {
  private static final Class<UnsupportedOperationException> REACHED =
      UnsupportedOperationException.class;

  private final StateMirror mirror = new StateMirror(new FakeState());
  private final HostCalls calls = new HostCalls(mirror);
  private final DynomiteGuard guard = new DynomiteGuard(mirror, calls);
  private final List<String> done = new ArrayList<>();
  private final DynomiteProcessManager dynomite =
      new GuardedDynomite(null, null, null, null, guard);
  private final ProxyAndStorageResetTask reset = new GuardedReset(null, null, null, null, guard);

  @After
  public void close() {
    calls.close();
    HostGuards.removeMBeans();
  }

  private void hostIsUp(boolean aRunTakesOver) {
    guard.listen(
        () -> done.add("run ended"),
        () -> {
          done.add("asked");
          return aRunTakesOver;
        });
  }

  private void start() throws IOException {
    guard.start(() -> done.add("started"));
  }

  private void stop() throws IOException {
    guard.stop(() -> done.add("stopped"));
  }

  @Test
  public void atItsStartTheHostChangesNothingWhileARunWorks() throws IOException {
    mirror.begin();
    reset.execute();
    dynomite.start();
    dynomite.stop();
    assertFalse(mirror.isStopped());
  }

  @Test
  public void withoutARunTheHostDoesWhatItDoes() {
    assertThrows(REACHED, reset::execute);
    assertThrows(REACHED, dynomite::start);
    assertThrows(REACHED, dynomite::stop);
  }

  @Test
  public void afterTheRunTheHostDoesWhatItDoes() {
    mirror.begin();
    mirror.changed(StartUpRun.warmed());
    assertThrows(REACHED, reset::execute);
    assertThrows(REACHED, dynomite::start);
  }

  @Test
  public void theRunsOwnCallsAreCarriedOut() {
    mirror.begin();
    calls.await("start Dynomite", this::start, 30_000);
    calls.await("stop Dynomite", this::stop, 30_000);
    assertEquals(Arrays.asList("started", "stopped"), done);
    assertFalse("not by an operator", mirror.isStopped());
  }

  @Test
  public void aStopOfAnOperatorEndsTheRunAndHolds() throws IOException {
    hostIsUp(false);
    mirror.begin();
    stop();
    assertEquals(Arrays.asList("run ended", "stopped"), done);
    assertTrue(mirror.isStopped());
  }

  @Test
  public void aStartOfAnOperatorAfterAStopIsLeftToTheRunThatBegins() throws IOException {
    hostIsUp(true);
    stop();
    done.clear();
    start();
    assertEquals(Collections.singletonList("asked"), done);
    assertFalse(mirror.isStopped());
  }

  @Test
  public void withoutARunTheStartOfAnOperatorIsCarriedOut() throws IOException {
    hostIsUp(false);
    stop();
    done.clear();
    start();
    assertEquals(Arrays.asList("asked", "started"), done);
  }

  @Test
  public void aStartDuringARunIsIgnored() throws IOException {
    hostIsUp(false);
    mirror.begin();
    start();
    assertEquals(Collections.emptyList(), done);
  }
}
