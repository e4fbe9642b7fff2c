// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.dynomite;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.dynomitemanager.config.FloridaConfig;
import com.netflix.nfsidecar.identity.IInstanceState;
import com.netflix.nfsidecar.scheduler.Task;
import com.netflix.nfsidecar.utils.Sleeper;
import java.io.IOException;

@Singleton
public class DynomiteProcessManager extends Task implements IDynomiteProcess {
  @Inject
  public DynomiteProcessManager(
      FloridaConfig config, Sleeper sleeper, IInstanceState state, IDynomiteProcess dynProcess) {}

  @Override
  public void execute() throws Exception {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public String getName() {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public void start() throws IOException {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public void stop() throws IOException {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public boolean dynomiteCheck() {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public boolean dynomiteProcessCheck() {
    throw new UnsupportedOperationException("a signature only");
  }
}
