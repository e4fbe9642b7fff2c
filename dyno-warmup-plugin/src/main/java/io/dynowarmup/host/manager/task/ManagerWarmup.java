// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.netflix.governator.spi.LifecycleListener;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.Extensions;
import io.dynowarmup.engine.LeftBehind;
import io.dynowarmup.host.manager.node.HostSettings;
import io.dynowarmup.host.manager.process.DynomiteGuard;
import io.dynowarmup.host.manager.process.HostCalls;
import io.dynowarmup.host.manager.process.HostGuards;
import io.dynowarmup.host.manager.process.OwnMBeans;
import io.dynowarmup.host.manager.process.StateMirror;
import io.dynowarmup.supervisor.Retries;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import io.dynowarmup.time.Timer;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties the warm-up to the host's life cycle. It starts with the first run or when the host is up.
 * It stops with the host, after RESTORE of a current run.
 */
@Singleton
final class ManagerWarmup implements LifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(ManagerWarmup.class);

  /**
   * The number of attempts to read the node's record, and the time between them, while it cannot be
   * read.
   */
  private static final int TRIES = 60;

  private static final long TRY_MILLIS = 1_000;

  private final Warmup warmup;
  private final StateMirror mirror;
  private final HostSettings settings;
  private final HostCalls calls;
  private final TaskScheduler scheduler;
  private final Timer timer;
  private final HealthPoller health;
  private final StartUp startUp;
  private final LeftBehind left;
  private final DynomiteGuard guard;
  private final Retries retries;
  private final VerifyCron verifyCron;
  private final DumpCron dumpCron;
  private final HostGate gate;
  private Extensions extensions;

  @Inject
  ManagerWarmup(
      Warmup warmup,
      StateMirror mirror,
      HostSettings settings,
      HostCalls calls,
      TaskScheduler scheduler,
      Timer timer,
      HealthPoller health,
      StartUp startUp,
      LeftBehind left,
      DynomiteGuard guard,
      Retries retries,
      VerifyCron verifyCron,
      DumpCron dumpCron,
      HostGate gate) {
    this.warmup = warmup;
    this.mirror = mirror;
    this.settings = settings;
    this.calls = calls;
    this.scheduler = scheduler;
    this.timer = timer;
    this.health = health;
    this.startUp = startUp;
    this.left = left;
    this.guard = guard;
    this.retries = retries;
    this.verifyCron = verifyCron;
    this.dumpCron = dumpCron;
    this.gate = gate;
  }

  /**
   * Starts the run at start if an earlier process left an interrupted run or a cold node. This
   * happens before the host's server decides what to do with Redis and Dynomite.
   */
  void resume() {
    if (settings.isOff() || settings.isOutOfService() || settings.restoresBackup()) {
      return;
    }
    try {
      Optional<String> why = left.record();
      // If Redis is down, the host decides to start its own warm-up task.
      if (why.isPresent() && left.isRedisUp()) {
        LOG.warn("Start-up run begins before dynomite-manager is up: {}", why.get());
        startUp();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Cannot tell whether a run was interrupted: {}", e.toString());
    }
  }

  /** Starts the warm-up at start on behalf of the host. Returns at once. */
  void startUp() {
    startUp.plan(this::attach);
  }

  /** Takes up what an earlier process left, once the host is up. */
  private void resumeLater() {
    resumeLater(TRIES);
  }

  /** The host may still be writing the file that identifies this node. */
  private void resumeLater(int tries) {
    try {
      left.record().ifPresent(this::begin);
    } catch (WarmupException e) {
      if (tries > 1) {
        LOG.debug("Cannot tell yet whether a run was interrupted", e);
        timer.once("resume", TRY_MILLIS, () -> resumeLater(tries - 1));
      } else {
        LOG.warn("Cannot tell whether a run was interrupted: {}", e.getMessage());
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Cannot tell whether a run was interrupted: {}", e.toString());
    }
  }

  private void begin(String why) {
    LOG.warn("Start-up run begins: {}", why);
    startUp();
  }

  private void stoppedByOperator() {
    try {
      warmup.abort("an operator stopped Dynomite through dynomite-manager");
    } catch (WarmupException e) {
      LOG.debug("No run to end", e);
    }
  }

  /**
   * Keeps a cold node out of service until it is warm.
   *
   * @return whether a run begins, which starts Dynomite itself
   */
  private boolean startedByOperator() {
    if (mirror.isPending()) {
      // The run that the stop has aborted is in RESTORE.
      timer.once("resume", TRY_MILLIS, this::resumeAfterTheRun);
      return true;
    }
    resumeLater();
    return mirror.isPending();
  }

  private void resumeAfterTheRun() {
    if (mirror.isPending()) {
      timer.once("resume", TRY_MILLIS, this::resumeAfterTheRun);
    } else {
      resumeLater();
    }
  }

  private synchronized void attach() {
    if (extensions == null) {
      warmup.addObserver(mirror);
      warmup.addObserver(startUp);
      warmup.addObserver(retries);
      extensions = Extensions.attach(warmup);
      gate.begin(timer);
    }
  }

  @Override
  public void onStarted() {
    if (settings.isOff()) {
      return;
    }
    try {
      attach();
      guard.listen(this::stoppedByOperator, this::startedByOperator);
      // The host's Quartz is not used because it fires nothing after the wall clock is set back.
      health.begin(timer);
      if (!mirror.isPending() && !warmup.status().outcome().isPresent()) {
        resumeLater();
      }
    } catch (Exception | LinkageError e) {
      LOG.warn("The node's health is not checked periodically", e);
    }
    plan("verification", "verify.cron", verifyCron::plan);
    plan("dump", "dump.cron", dumpCron::plan);
  }

  private static void plan(String what, String key, Runnable plan) {
    try {
      plan.run();
    } catch (WarmupException e) {
      LOG.warn("Scheduling no {} by {}: {}", what, key, e.getMessage());
    }
  }

  @Override
  public void onStopped(Throwable reason) {
    warmup.removeObserver(retries);
    quietly("the health checks and the retries", timer::close);
    quietly("the start-up run", () -> scheduler.deleteTask(StartUpTask.NAME));
    quietly("the verifications", () -> scheduler.deleteTask(VerifyTask.NAME));
    quietly("the dumps", () -> scheduler.deleteTask(DumpTask.NAME));
    quietly("the run", warmup::close);
    guard.listen(() -> {}, () -> false);
    quietly("dynomite-manager's flags", () -> mirror.changed(warmup.status()));
    quietly("the extensions", this::detach);
    quietly("the calls to dynomite-manager", calls::close);
    OwnMBeans.unregister(WarmupTask.class);
    OwnMBeans.unregister(VerifyTask.class);
    OwnMBeans.unregister(DumpTask.class);
    OwnMBeans.unregister(StartUpTask.class);
    HostGuards.removeMBeans();
  }

  private synchronized void detach() {
    if (extensions != null) {
      extensions.close();
    }
  }

  /** A failure must not prevent the other steps. */
  private static void quietly(String what, HostCalls.Call end) {
    try {
      end.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      LOG.warn("Cannot close {}", what, e);
    }
  }
}
