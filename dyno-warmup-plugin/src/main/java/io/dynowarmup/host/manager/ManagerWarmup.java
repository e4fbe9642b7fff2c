// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.governator.spi.LifecycleListener;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.engine.Extensions;
import io.dynowarmup.engine.LeftBehind;
import io.dynowarmup.supervisor.Retries;
import io.dynowarmup.supervisor.VerifyCron;
import io.dynowarmup.time.Timer;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warm-up's life within the host's: up with the first run, or when the host is up; down with
 * the host, through the RESTORE of a run that is going on.
 */
@Singleton
final class ManagerWarmup implements LifecycleListener {
  private static final Logger LOG = LoggerFactory.getLogger(ManagerWarmup.class);

  /** How often, and how far apart, the node's record is looked at while it cannot be read. */
  private static final int LOOKS = 60;

  private static final long LOOK_MILLIS = 1_000;

  private final Warmup warmup;
  private final StateMirror mirror;
  private final HostSettings settings;
  private final HostCalls calls;
  private final TaskScheduler scheduler;
  private final Timer timer;
  private final HealthPoller looks;
  private final StartUp startUp;
  private final LeftBehind left;
  private final DynomiteOrders orders;
  private final Retries retries;
  private final VerifyCron verifyCron;
  private Extensions extensions;

  @Inject
  ManagerWarmup(
      Warmup warmup,
      StateMirror mirror,
      HostSettings settings,
      HostCalls calls,
      TaskScheduler scheduler,
      Timer timer,
      HealthPoller looks,
      StartUp startUp,
      LeftBehind left,
      DynomiteOrders orders,
      Retries retries,
      VerifyCron verifyCron) {
    this.warmup = warmup;
    this.mirror = mirror;
    this.settings = settings;
    this.calls = calls;
    this.scheduler = scheduler;
    this.timer = timer;
    this.looks = looks;
    this.startUp = startUp;
    this.left = left;
    this.orders = orders;
    this.retries = retries;
    this.verifyCron = verifyCron;
  }

  /**
   * Begins the run at start when a run of an earlier life was interrupted, or has left the node
   * cold; before the host's server decides what to do with Redis and Dynomite.
   */
  void takeUp() {
    if (settings.isOff() || settings.isOutOfService() || settings.restoresBackup()) {
      return;
    }
    try {
      Optional<String> why = left.record();
      // a Redis that is down opens the host's own gate
      if (why.isPresent() && left.isRedisUp()) {
        LOG.warn("{}: the run at start begins before dynomite-manager is up", why.get());
        startUp();
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Cannot tell whether a run was interrupted: {}", e.toString());
    }
  }

  /** The host wants the warm-up at start. Returns at once. */
  void startUp() {
    startUp.plan(this::attach);
  }

  /** What was left behind, once the host is up. */
  private void takeUpLater() {
    takeUpLater(LOOKS);
  }

  /** The host may be writing what tells which node this is. */
  private void takeUpLater(int looks) {
    try {
      left.record().ifPresent(this::begin);
    } catch (WarmupException e) {
      if (looks > 1) {
        LOG.debug("cannot tell yet whether a run was interrupted", e);
        timer.once("take-up", LOOK_MILLIS, () -> takeUpLater(looks - 1));
      } else {
        LOG.warn("Cannot tell whether a run was interrupted: {}", e.getMessage());
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("Cannot tell whether a run was interrupted: {}", e.toString());
    }
  }

  private void begin(String why) {
    LOG.warn("{}: the run at start begins", why);
    startUp();
  }

  private void stoppedByOperator() {
    try {
      warmup.abort("an operator stopped Dynomite through dynomite-manager");
    } catch (WarmupException e) {
      LOG.debug("no run to end", e);
    }
  }

  /**
   * A node that is cold does not serve until it is warm.
   *
   * @return whether a run begins, which starts Dynomite itself
   */
  private boolean startedByOperator() {
    if (mirror.isPending()) {
      // the run that the stop has aborted is in RESTORE
      timer.once("take-up", LOOK_MILLIS, this::takeUpAfterTheRun);
      return true;
    }
    takeUpLater();
    return mirror.isPending();
  }

  private void takeUpAfterTheRun() {
    if (mirror.isPending()) {
      timer.once("take-up", LOOK_MILLIS, this::takeUpAfterTheRun);
    } else {
      takeUpLater();
    }
  }

  private synchronized void attach() {
    if (extensions == null) {
      warmup.addObserver(mirror);
      warmup.addObserver(startUp);
      warmup.addObserver(retries);
      extensions = Extensions.attach(warmup);
    }
  }

  @Override
  public void onStarted() {
    if (settings.isOff()) {
      return;
    }
    try {
      attach();
      orders.listen(this::stoppedByOperator, this::startedByOperator);
      // not by the host's Quartz, which fires nothing while the wall clock has been set back
      looks.begin(timer);
      if (!mirror.isPending() && !warmup.status().outcome().isPresent()) {
        takeUpLater();
      }
    } catch (Exception | LinkageError e) {
      LOG.warn("the node's health is not looked at from time to time", e);
    }
    try {
      verifyCron.plan();
    } catch (WarmupException e) {
      LOG.warn("no verification by verify.cron: {}", e.getMessage());
    }
  }

  @Override
  public void onStopped(Throwable reason) {
    warmup.removeObserver(retries);
    quietly("the looks and the retries", timer::close);
    quietly("the run at start", () -> scheduler.deleteTask(StartUpTask.NAME));
    quietly("the verifications", () -> scheduler.deleteTask(VerifyTask.NAME));
    quietly("the run", warmup::close);
    orders.listen(() -> {}, () -> false);
    quietly("dynomite-manager's flags", () -> mirror.changed(warmup.status()));
    quietly("the extensions", this::detach);
    quietly("what was asked of dynomite-manager", calls::close);
    OwnMBeans.without(WarmupTask.class);
    OwnMBeans.without(VerifyTask.class);
    OwnMBeans.without(StartUpTask.class);
    OwnMBeans.without(GuardedDynomite.class);
    OwnMBeans.without(GuardedReset.class);
  }

  private synchronized void detach() {
    if (extensions != null) {
      extensions.close();
    }
  }

  /** One that fails must not keep the others from ending. */
  private static void quietly(String what, HostCalls.Call end) {
    try {
      end.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      LOG.warn("ending {}", what, e);
    }
  }
}
