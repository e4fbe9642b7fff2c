// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.netflix.archaius.config.MapConfig;
import com.netflix.dynomitemanager.storage.Bootstrap;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupOutcome;
import io.dynowarmup.api.WarmupPhase;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.host.manager.CountingPause;
import io.dynowarmup.host.manager.FakeEngineHost;
import io.dynowarmup.host.manager.FakeEnvironment;
import io.dynowarmup.host.manager.FakeIdentity;
import io.dynowarmup.host.manager.FakeProcess;
import io.dynowarmup.host.manager.FakeScheduler;
import io.dynowarmup.host.manager.FakeState;
import io.dynowarmup.host.manager.FakeStorage;
import io.dynowarmup.host.manager.FakeTokens;
import io.dynowarmup.host.manager.HostedWarmup;
import io.dynowarmup.host.manager.StartUpRun;
import io.dynowarmup.host.manager.node.HostSettings;
import io.dynowarmup.host.manager.process.OwnMBeans;
import io.dynowarmup.host.manager.process.StateMirror;
import io.dynowarmup.supervisor.Retries;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Singleton;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.After;
import org.junit.Test;

public class WarmupTaskTest {
  private static final String PREFIX = "florida.dyno.warm.";

  private final ManagerFixture fixture = new ManagerFixture();
  private final FakeState state = fixture.state;
  private final HostedWarmup warmup = fixture.warmup;
  private final FakeStorage storage = fixture.storage;
  private final FakeProcess process = fixture.process;
  private final FakeScheduler scheduler = fixture.scheduler;
  private final StateMirror mirror = fixture.mirror;
  private final FakeEngineHost host = fixture.host;
  private final List<String> notes = fixture.notes;
  private final List<Long> planned = fixture.planned;
  private final Retries retries = fixture.retries;
  private final CountingPause pause = fixture.pause;
  private final StartUp startUp = fixture.startUp;

  private ManagerWarmup manager(Map<String, String> settings) {
    return fixture.manager(settings);
  }

  private ManagerWarmup manager() {
    return fixture.manager();
  }

  /** Runs the task as the host's Quartz does. */
  private void fire() {
    try {
      startUp.perform();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private WarmupTask task(Map<String, String> settings) {
    return new WarmupTask(
        new FakeTokens(),
        new FakeIdentity(),
        new FakeProcess(),
        storage,
        state,
        null,
        storage,
        new FakeEnvironment(),
        manager(settings),
        new HostSettings(new MapConfig(settings), new FakeIdentity()));
  }

  @After
  public void noThreadAndNoMBeanStays() {
    fixture.close();
    OwnMBeans.unregister(WarmupTask.class);
  }

  private static boolean registered(Class<?> type) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return server.isRegistered(
        new ObjectName("com.netflix.florida.scheduler:type=" + type.getName()));
  }

  @Test
  public void theFlagsAreSetBeforeTheRunBeginsAndItIsNotWaitedFor() throws IOException {
    List<String> atStart = new ArrayList<>();
    warmup.onStart =
        () -> {
          atStart.addAll(state.journal());
          warmup.status = StartUpRun.running();
        };
    task(Collections.emptyMap()).execute();
    assertEquals("the host's Quartz begins it", Collections.emptyList(), warmup.started);
    assertEquals(StartUpTask.class, scheduler.tasks.get(StartUpTask.NAME));
    assertTrue(state.suspended);
    warmup.waits = () -> warmup.status = WarmupStatus.initial();
    fire();
    assertEquals(Collections.singletonList(Trigger.STARTUP), warmup.started);
    List<String> names = new ArrayList<>();
    atStart.stream().limit(4).forEach(flag -> names.add(flag.replaceFirst("=.*", "")));
    assertEquals(Arrays.asList("suspended", "time", "bootstrapping", "first"), names);
    assertTrue(state.suspended);
    assertTrue(state.bootstrapping);
    assertFalse(state.first);
  }

  @Test
  public void theRunIsObservedFromItsBeginning() {
    warmup.onStart = () -> assertEquals(Arrays.asList(mirror, startUp, retries), warmup.observers);
    manager().startUp();
    fire();
    assertEquals(1, warmup.started.size());
  }

  @Test
  public void aRunThatCannotBeStartedGivesTheMonitorBack() {
    warmup.onStart =
        () -> {
          throw new WarmupException(Reason.NOT_RUNNING, "shut down");
        };
    manager().startUp();
    fire();
    assertEquals(Bootstrap.WARMUP_ERROR_FAIL, state.status);
    assertFalse(state.bootstrapping);
    assertFalse(state.suspended);
  }

  @Test
  public void aClassThatIsMissingGivesTheMonitorBack() {
    warmup.onStart =
        () -> {
          throw new NoClassDefFoundError("a/library/of/another/Version");
        };
    manager().startUp();
    fire();
    assertEquals(Bootstrap.WARMUP_ERROR_FAIL, state.status);
    assertFalse(state.suspended);
  }

  @Test
  public void noThreadToBeHadGivesTheMonitorBack() {
    warmup.onStart =
        () -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    manager().startUp();
    assertThrows(OutOfMemoryError.class, this::fire);
    assertFalse(state.suspended);
  }

  @Test
  public void aSchedulerThatRefusesTheRunAtStartDoesNotKeepItFromBeginning() {
    scheduler.failure = new IllegalStateException("no");
    manager().startUp();
    assertEquals(Collections.singletonList(Trigger.STARTUP), warmup.started);
  }

  @Test
  public void whatIsPlannedIsNotPlannedTwice() {
    ManagerWarmup manager = manager();
    manager.startUp();
    manager.startUp();
    fire();
    fire();
    assertEquals(1, warmup.started.size());
  }

  @Test
  public void aRunThatEndsBeforeItFoundTheNodeHasDynomiteStartedAtOnce() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    process.onStart = started::countDown;
    startUp.changed(
        StartUpRun.running().toBuilder()
            .phase(WarmupPhase.IDLE)
            .outcome(WarmupOutcome.FAILED)
            .reasonCode(Reason.BAD_CONFIG)
            .reason("because")
            .build());
    assertTrue(started.await(20, TimeUnit.SECONDS));
  }

  @Test
  public void aRunThatIsGoingOnAlreadyKeepsItsFlags() {
    warmup.onStart =
        () -> {
          warmup.status = StartUpRun.running();
          throw new WarmupException(Reason.ALREADY_RUNNING, "run 1 is in progress");
        };
    manager().startUp();
    warmup.waits = () -> warmup.status = WarmupStatus.initial();
    fire();
    assertTrue(state.suspended);
    assertTrue(state.bootstrapping);
  }

  @Test
  public void switchedOffInArchaiusTheBuiltInWarmupRuns() {
    WarmupTask task = task(Collections.singletonMap(PREFIX + "plugin.enabled", "false"));
    assertThrows("the signature's body", UnsupportedOperationException.class, task::execute);
    assertEquals(Collections.emptyList(), state.journal());
    assertEquals(Collections.emptyList(), warmup.started);
  }

  @Test
  public void itBearsTheNameOfTheOneThatItReplaces() {
    assertEquals(WarmBootstrapTask.JOBNAME, task(Collections.emptyMap()).getName());
  }

  @Test
  public void whatAnEarlierLifeOfTheWebappHasLeftBehindDoesNotEndTheManager() throws Exception {
    task(Collections.emptyMap());
    assertTrue(registered(WarmupTask.class));
    task(Collections.emptyMap());
  }

  @Test
  public void theNodeOfAHostThatIsUpIsCheckedWithoutItsScheduler() throws Exception {
    scheduler.failure = new IllegalStateException("its wall clock was set back");
    ManagerWarmup manager = manager();
    manager.onStarted();
    pause.awaitWaiting(3);
    manager.onStopped(null);
    pause.awaitWaiting(0);
  }

  @Test
  public void aSchedulerThatRefusesDoesNotEndTheManager() {
    scheduler.failure = new IllegalStateException("no");
    manager().onStarted();
    assertEquals(3, warmup.observers.size());
  }

  @Test
  public void switchedOffNothingIsScheduledNorObserved() {
    manager(Collections.singletonMap(PREFIX + "plugin.enabled", "false")).onStarted();
    assertEquals(Collections.emptyMap(), scheduler.tasks);
    assertEquals(Collections.emptyList(), warmup.observers);
  }

  @Test
  public void aStartThatFailedIsTriedAgainUntilTheHostEnds() throws Exception {
    ManagerWarmup manager = manager();
    manager.onStarted();
    host.badConfig = true;
    warmup.observers.forEach(
        o -> o.changed(StartUpRun.over(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE)));
    assertEquals(1, planned.size());
    assertEquals(notes.toString(), 1, notes.size());
    retries.due();
    assertEquals("looked at again later", 2, planned.size());
    manager.onStopped(null);
    assertEquals(Collections.emptyMap(), scheduler.tasks);
    assertEquals(Arrays.asList(mirror, startUp), warmup.observers);
  }

  @Test
  public void aRetryDropsNothing() {
    retries.changed(StartUpRun.over(WarmupOutcome.FAILED, Reason.NO_HEALTHY_SOURCE));
    retries.due();
    assertTrue(warmup.requests.get(0).isKeepingData());
  }

  @Test
  public void theHostsEndEndsTheRunThenInformsTheHostThenRemovesTheMBeans() throws Exception {
    task(Collections.emptyMap());
    ManagerWarmup manager = manager();
    manager.onStarted();
    manager.startUp();
    List<Boolean> suspendedWhileClosing = new ArrayList<>();
    warmup.onClose =
        () -> {
          suspendedWhileClosing.add(state.suspended);
          warmup.status = StartUpRun.over(WarmupOutcome.ABORTED, Reason.ABORTED);
        };
    manager.onStopped(null);
    assertEquals(Collections.singletonList(true), suspendedWhileClosing);
    assertEquals(Collections.emptyMap(), scheduler.tasks);
    assertEquals(Bootstrap.WARMUP_ERROR_FAIL, state.status);
    assertFalse(state.suspended);
    assertFalse(registered(WarmupTask.class));
  }

  @Test
  public void anEndThatFailsDoesNotKeepTheOthersFromEnding() throws Exception {
    task(Collections.emptyMap());
    warmup.onClose =
        () -> {
          throw new IllegalStateException("no");
        };
    manager().onStopped(null);
    assertFalse(registered(WarmupTask.class));
  }

  @Test
  public void ourTasksAreSingletonsOfTheirOwn() {
    assertTrue(WarmupTask.class.isAnnotationPresent(Singleton.class));
    assertTrue(VerifyTask.class.isAnnotationPresent(Singleton.class));
  }
}
