package io.dynowarmup.manager;

import com.netflix.governator.spi.LifecycleListener;
import com.netflix.nfsidecar.scheduler.TaskScheduler;
import io.dynowarmup.Warmup;
import io.dynowarmup.WarmupException;
import io.dynowarmup.WarmupRequest;
import io.dynowarmup.engine.Extensions;
import io.dynowarmup.engine.Retries;
import io.dynowarmup.engine.VerifyCron;
import io.dynowarmup.time.Timer;
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

  private final Warmup warmup;
  private final StateMirror mirror;
  private final HostSettings settings;
  private final HostRedis redis;
  private final HostCalls calls;
  private final TaskScheduler scheduler;
  private final Timer timer;
  private final NodeLooks looks;
  private final Retries retries;
  private final VerifyCron verifyCron;
  private Extensions extensions;

  @Inject
  ManagerWarmup(
      Warmup warmup,
      StateMirror mirror,
      HostSettings settings,
      HostRedis redis,
      HostCalls calls,
      TaskScheduler scheduler,
      Timer timer,
      NodeLooks looks,
      Retries retries,
      VerifyCron verifyCron) {
    this.warmup = warmup;
    this.mirror = mirror;
    this.settings = settings;
    this.redis = redis;
    this.calls = calls;
    this.scheduler = scheduler;
    this.timer = timer;
    this.looks = looks;
    this.retries = retries;
    this.verifyCron = verifyCron;
  }

  /**
   * The warm-up at start. Returns at once, and whatever goes wrong here, the host's monitor is
   * given back: it brings the node up without a warm-up.
   */
  void startUp() {
    boolean handedOver = false;
    mirror.begin();
    try {
      attach();
      redis.startIfDown();
      LOG.info("warm-up: run {}", warmup.start(WarmupRequest.atStartup()));
      handedOver = true;
    } catch (RuntimeException | LinkageError e) {
      LOG.error("no warm-up at start", e);
      handedOver = warmup.status().running();
    } finally {
      if (!handedOver) {
        mirror.giveUp();
      }
    }
  }

  private synchronized void attach() {
    if (extensions == null) {
      warmup.addObserver(mirror);
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
      // not by the host's Quartz, which fires nothing while the wall clock has been set back
      looks.begin(timer);
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
    quietly("the verifications", () -> scheduler.deleteTask(VerifyTask.NAME));
    quietly("the run", warmup::close);
    quietly("dynomite-manager's flags", () -> mirror.changed(warmup.status()));
    quietly("the extensions", this::detach);
    quietly("what was asked of dynomite-manager", calls::close);
    OwnMBeans.without(WarmupTask.class);
    OwnMBeans.without(VerifyTask.class);
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
