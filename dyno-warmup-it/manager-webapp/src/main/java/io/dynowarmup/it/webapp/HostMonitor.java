// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.nfsidecar.scheduler.SimpleTimer;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskTimer;

/**
 * Stands in for the host's process monitor: starts Dynomite if it does not run, unless monitoring
 * is suspended.
 */
@Singleton
public class HostMonitor extends Task {
  public static final String NAME = "DYNOMITE_PROCESS_MONITOR_THREAD";
  private static final long EVERY_MILLIS = 15_000;

  private final InstanceState state;
  private final IDynomiteProcess dynomite;

  @Inject
  HostMonitor(InstanceState state, IDynomiteProcess dynomite) {
    this.state = state;
    this.dynomite = dynomite;
  }

  public static TaskTimer timer() {
    return new SimpleTimer(NAME, EVERY_MILLIS);
  }

  @Override
  public void execute() throws Exception {
    if (!state.getIsProcessMonitoringSuspended() && !dynomite.dynomiteProcessCheck()) {
      dynomite.start();
    }
  }

  @Override
  public String getName() {
    return NAME;
  }
}
