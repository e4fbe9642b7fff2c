// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.standalone;

import io.dynowarmup.api.Warmup;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.engine.Extensions;
import io.dynowarmup.supervisor.BootstrapGate;
import io.dynowarmup.supervisor.HealthCheck;
import io.dynowarmup.supervisor.NodeSupervisor;
import io.dynowarmup.supervisor.Retries;
import io.dynowarmup.supervisor.cron.DumpCron;
import io.dynowarmup.supervisor.cron.VerifyCron;
import io.dynowarmup.time.Timer;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs beside a Dynomite. It warms the node at start if necessary and probes it regularly. */
public final class WarmupDaemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmupDaemon.class);
  private static final int HEALTH_SECONDS = 60;

  private final StandaloneConfig config;
  private final Warmup warmup;
  private final QuartzSchedule schedule;
  private final Timer timer;
  private final Provider<Extensions> extensions;
  private final Retries retries;
  private final NodeSupervisor keeper;
  private final HealthCheck health;
  private final VerifyCron verifyCron;
  private final DumpCron dumpCron;
  private final BootstrapGate gate;
  private volatile boolean up;

  @Inject
  WarmupDaemon(
      StandaloneConfig config,
      Warmup warmup,
      QuartzSchedule schedule,
      Timer timer,
      Provider<Extensions> extensions,
      Retries retries,
      NodeSupervisor keeper,
      HealthCheck health,
      VerifyCron verifyCron,
      DumpCron dumpCron,
      BootstrapGate gate) {
    this.config = config;
    this.warmup = warmup;
    this.schedule = schedule;
    this.timer = timer;
    this.extensions = extensions;
    this.retries = retries;
    this.keeper = keeper;
    this.health = health;
    this.verifyCron = verifyCron;
    this.dumpCron = dumpCron;
    this.gate = gate;
  }

  /**
   * Starts the daemon and returns at once.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_CONFIG if a setting is wrong; nothing has been
   *     started then
   */
  public void start() {
    long watchMillis = config.read().watch().everyMillis();
    up = true;
    extensions.get();
    warmup.addObserver(retries);
    gate.check();
    timer.every("bootstrap", BootstrapGate.EVERY_MILLIS, gate::check);
    schedule.start();
    schedule.once(StartUpJob.class);
    // Quartz is not used: the supervision of the node continues when the wall clock is set back.
    timer.every("health", TimeUnit.SECONDS.toMillis(HEALTH_SECONDS), health::check);
    if (watchMillis > 0) {
      timer.every("watch", watchMillis, this::watch);
    } else {
      keeper.unwatched();
    }
    verifyCron.plan();
    dumpCron.plan();
    LOG.info(
        "Daemon is up: it warms the node now if the node is cold; health check every {} s",
        HEALTH_SECONDS);
  }

  private void watch() {
    try {
      keeper.check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Warmup warmup() {
    return warmup;
  }

  /**
   * Stops the daemon. A current run ends through its RESTORE first. Redis and Dynomite stay as they
   * are. May be called more than once.
   */
  @Override
  public void close() {
    quietly("the gate", gate::end);
    quietly("the watch", keeper::end);
    quietly("the run", this::abort);
    quietly("the retries", () -> warmup.removeObserver(retries));
    quietly("the timer", timer::close);
    quietly("the schedule", schedule::close);
    quietly("the run", warmup::close);
    if (up) {
      quietly("the watch", keeper::close);
      quietly("the extensions", () -> extensions.get().close());
      up = false;
      LOG.info("Daemon is down");
    }
  }

  private void abort() {
    try {
      warmup.abort("the daemon is shutting down");
    } catch (WarmupException e) {
      if (e.reason() != Reason.NOT_RUNNING) {
        LOG.warn("Cannot end the run: {}", e.getMessage());
      }
    }
  }

  /** A failure must not prevent RESTORE of the run. */
  private static void quietly(String what, Runnable end) {
    try {
      end.run();
    } catch (Throwable e) {
      LOG.warn("Cannot close {}", what, e);
    }
  }
}
