// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.storage;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.InstanceState;
import com.netflix.dynomitemanager.dynomite.IDynomiteProcess;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import com.netflix.nfsidecar.resources.env.IEnvVariables;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.scheduler.TaskTimer;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;

@Singleton
public class WarmBootstrapTask extends Task {
  public static final String JOBNAME = "Bootstrap-Task";

  @Inject
  public WarmBootstrapTask(
      IAppsInstanceFactory appsInstanceFactory,
      InstanceIdentity id,
      IDynomiteProcess dynProcess,
      StorageProxy storageProxy,
      InstanceState state,
      Sleeper sleeper,
      StorageProcessManager storageProcessMgr,
      IEnvVariables envVariables) {}

  @Override
  public void execute() throws IOException {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public String getName() {
    return JOBNAME;
  }

  public static TaskTimer getTimer() {
    throw new UnsupportedOperationException("a signature only");
  }
}
