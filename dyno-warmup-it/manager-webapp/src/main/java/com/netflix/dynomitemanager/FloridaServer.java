// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.dynomite.ProxyAndStorageResetTask;
import com.netflix.dynomitemanager.storage.WarmBootstrapTask;
import io.dynowarmup.it.webapp.HostBoot;
import io.dynowarmup.it.webapp.HostMonitor;
import io.dynowarmup.it.webapp.HostScheduler;
import io.dynowarmup.it.webapp.HostTuner;

/**
 * Stands in for the host's class of this name. Like the host's server, its constructor decides how
 * the node starts.
 */
@Singleton
public class FloridaServer {
  private String warmup = "none";

  @Inject
  FloridaServer(HostScheduler scheduler, IDynomiteProcess dynomite, HostBoot boot, HostTuner tuner)
      throws Exception {
    tuner.execute();
    if (boot.wantsWarmup()) {
      dynomite.stop();
      try {
        warmup = "plugin";
        scheduler.runTaskNow(WarmBootstrapTask.class);
      } catch (UnsupportedOperationException e) {
        warmup = "built-in";
        dynomite.start();
      }
    } else {
      boot.startRedis();
      dynomite.start();
      boot.pause();
      scheduler.runTaskNow(ProxyAndStorageResetTask.class);
    }
    scheduler.addTask(HostMonitor.NAME, HostMonitor.class, HostMonitor.timer());
    scheduler.addTask(HostTuner.NAME, HostTuner.class, HostTuner.timer());
    scheduler.start();
  }

  /**
   * Returns what warmed the node at this start: {@code plugin}, {@code built-in}, or {@code none}
   * if the host saw no need.
   */
  public String warmup() {
    return warmup;
  }
}
