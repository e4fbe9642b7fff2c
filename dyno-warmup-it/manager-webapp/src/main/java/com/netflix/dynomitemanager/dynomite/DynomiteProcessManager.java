// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.dynomite;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.nfsidecar.identity.IInstanceState;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.utils.Sleeper;
import io.dynowarmup.it.webapp.Control;
import java.io.IOException;

/**
 * Stands in for the host's class of this name. Like the original, it always sleeps after a script,
 * whatever the script returns.
 */
@Singleton
public class DynomiteProcessManager extends Task implements IDynomiteProcess {
  private static final long SLEEP_MILLIS = 1_000;

  private final IInstanceState state;
  private final Sleeper sleeper;

  @Inject
  public DynomiteProcessManager(
      FloridaConfig config, Sleeper sleeper, IInstanceState state, IDynomiteProcess itself) {
    this.state = state;
    this.sleeper = sleeper;
  }

  @Override
  public void execute() throws Exception {
    throw new IllegalStateException("no test checks its health here");
  }

  @Override
  public String getName() {
    return "DYNOMITE HEALTH TRACKER";
  }

  @Override
  public void start() throws IOException {
    boolean started = Control.says("/dynomite/start");
    sleeper.sleepQuietly(SLEEP_MILLIS);
    if (started) {
      state.setStorageProxyAlive(true);
    }
  }

  @Override
  public void stop() throws IOException {
    Control.says("/dynomite/stop");
    sleeper.sleepQuietly(SLEEP_MILLIS);
    state.setStorageProxyAlive(false);
  }

  @Override
  public boolean dynomiteCheck() {
    throw new IllegalStateException("it stops a Dynomite that does not answer");
  }

  @Override
  public boolean dynomiteProcessCheck() {
    try {
      return Control.says("/dynomite/runs");
    } catch (IOException e) {
      return false;
    }
  }
}
