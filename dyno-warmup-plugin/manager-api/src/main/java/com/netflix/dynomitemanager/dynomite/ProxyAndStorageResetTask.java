// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.dynomite;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.dynomitemanager.storage.StorageProxy;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;

@Singleton
public class ProxyAndStorageResetTask extends Task {
  public static final String JOBNAME = "ProxyResetTask-Task";

  @Inject
  public ProxyAndStorageResetTask(
      FloridaConfig config,
      IDynomiteProcess dynProcess,
      StorageProxy storageProxy,
      Sleeper sleeper) {}

  /** Sends SLAVEOF NO ONE if Redis is a replica. Restarts Dynomite if it does not answer PING. */
  @Override
  public void execute() throws IOException {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public String getName() {
    return JOBNAME;
  }
}
