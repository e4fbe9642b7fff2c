// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.task;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupObserver;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.api.WarmupRequest.Trigger;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.host.manager.process.HostDynomite;
import io.dynowarmup.host.manager.process.HostRedis;
import io.dynowarmup.host.manager.process.StateMirror;
import io.dynowarmup.time.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the warm-up at start as a job of the host's Quartz. From the moment it is planned, the
 * host's monitor is suspended, and Dynomite is down or held.
 */
@Singleton
final class StartUp implements WarmupObserver {
  private static final Logger LOG = LoggerFactory.getLogger(StartUp.class);

  /** The latest start without Quartz, which fires nothing while the wall clock is behind. */
  private static final long LATEST_MILLIS = 5_000;

  private static final long POLL_MILLIS = 1_000;

  private final Warmup warmup;
  private final StateMirror mirror;
  private final HostRedis redis;
  private final HostDynomite dynomite;
  private final TaskScheduler scheduler;
  private final Timer timer;
  private boolean planned;
  private boolean begun;

  @Inject
  StartUp(
      Warmup warmup,
      StateMirror mirror,
      HostRedis redis,
      HostDynomite dynomite,
      TaskScheduler scheduler,
      Timer timer,
      StartUpTask made) {
    this.warmup = warmup;
    this.mirror = mirror;
    this.redis = redis;
    this.dynomite = dynomite;
    this.scheduler = scheduler;
    this.timer = timer;
    LOG.debug("Created {}: Quartz may ask for it while the injector is busy", made.getName());
  }

  /**
   * Plans the run for now and returns at once. If anything fails here, the host's monitor is
   * resumed and starts the node without a warm-up.
   *
   * @param attach attaches the observers, so that they see the run from its beginning
   */
  void plan(Runnable attach) {
    synchronized (this) {
      if (planned) {
        LOG.info("The start-up run is already scheduled");
        return;
      }
      planned = true;
      begun = false;
    }
    boolean handedOver = false;
    mirror.begin();
    try {
      attach.run();
      redis.startIfDown();
      schedule();
      handedOver = true;
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Cannot begin the start-up run", e);
    } finally {
      if (!handedOver) {
        giveUp();
      }
    }
  }

  private void schedule() {
    try {
      scheduler.deleteTask(StartUpTask.NAME);
      scheduler.addTask(StartUpTask.NAME, StartUpTask.class, new SimpleTimer(StartUpTask.NAME));
      // dynomite-manager starts its scheduler last, after it has reset Redis and Dynomite.
      scheduler.start();
      timer.once("startup", LATEST_MILLIS, this::begin);
    } catch (Exception | LinkageError e) {
      LOG.warn(
          "Scheduler of dynomite-manager refuses the start-up run; it begins without the "
              + "scheduler",
          e);
      begin();
    }
  }

  /** Starts the run on behalf of the job, and returns when the run is over. */
  void perform() throws InterruptedException {
    begin();
    while (warmup.status().running()) {
      warmup.await(POLL_MILLIS);
    }
  }

  private void begin() {
    synchronized (this) {
      if (begun) {
        return;
      }
      begun = true;
    }
    boolean handedOver = false;
    try {
      LOG.info("Started run {}", warmup.start(WarmupRequest.atStartup()));
      handedOver = true;
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Cannot begin the start-up run", e);
      handedOver = warmup.status().running();
    } finally {
      if (!handedOver) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    over();
    mirror.giveUp();
    dynomite.bringUp();
  }

  private synchronized void over() {
    planned = false;
  }

  /**
   * Starts Dynomite after a run that ended before it found the node, because nothing else would
   * start it.
   */
  @Override
  public void changed(WarmupStatus status) {
    if (status.running() || !status.outcome().isPresent()) {
      return;
    }
    over();
    boolean ours = status.reasonCode().orElse(null) != Reason.ALREADY_RUNNING;
    if (ours && status.trigger() == Trigger.STARTUP && !status.dynomiteState().isPresent()) {
      dynomite.bringUp();
    }
  }
}
