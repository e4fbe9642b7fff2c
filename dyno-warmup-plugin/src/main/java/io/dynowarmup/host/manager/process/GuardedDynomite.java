// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.dynomitemanager.dynomite.DynomiteProcessManager;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.nfsidecar.identity.IInstanceState;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;

/** The host's process manager, used by the host, by an operator and by this plugin. */
final class GuardedDynomite extends DynomiteProcessManager {
  private final DynomiteGuard guard;

  GuardedDynomite(
      FloridaConfig config,
      Sleeper sleeper,
      IInstanceState state,
      IDynomiteProcess itself,
      DynomiteGuard guard) {
    super(config, sleeper, state, itself);
    this.guard = guard;
  }

  @Override
  public void start() throws IOException {
    guard.start(super::start);
  }

  @Override
  public void stop() throws IOException {
    guard.stop(super::stop);
  }
}
