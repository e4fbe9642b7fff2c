// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.process;

import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.dynomitemanager.dynomite.ProxyAndStorageResetTask;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the host's reset at its start: SLAVEOF NO ONE, and a restart of a Dynomite that refuses
 * PING. The reset is skipped during a run, because the run itself ends with Redis a master and
 * Dynomite in service.
 */
final class GuardedReset extends ProxyAndStorageResetTask {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedReset.class);

  private final DynomiteGuard guard;

  GuardedReset(
      FloridaConfig config,
      IDynomiteProcess dynomite,
      StorageProxy storage,
      Sleeper sleeper,
      DynomiteGuard guard) {
    super(config, dynomite, storage, sleeper);
    this.guard = guard;
  }

  @Override
  public void execute() throws IOException {
    if (guard.mayReset()) {
      super.execute();
    } else {
      LOG.warn("Ignored dynomite-manager's SLAVEOF NO ONE: a run is in progress");
    }
  }
}
