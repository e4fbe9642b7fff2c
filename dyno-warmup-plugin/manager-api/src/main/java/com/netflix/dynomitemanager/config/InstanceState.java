// SPDX-License-Identifier: Apache-2.0
package com.netflix.dynomitemanager.config;

import com.google.inject.Singleton;
import com.netflix.dynomitemanager.storage.Bootstrap;
import com.netflix.nfsidecar.identity.IInstanceState;
import org.joda.time.DateTime;

@Singleton
public class InstanceState implements IInstanceState {
  public boolean isBootstrapping() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setBootstrapping(boolean value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isStorageProxyAlive() {
    throw new UnsupportedOperationException("a signature only");
  }

  @Override
  public void setStorageProxyAlive(boolean value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isStorageProxyProcessAlive() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setStorageProxyProcessAlive(boolean value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isStorageAlive() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setStorageAlive(boolean value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public Bootstrap isBootstrapStatus() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setBootstrapStatus(Bootstrap value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean firstBootstrap() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setFirstBootstrap(boolean value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public long getBootstrapTime() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setBootstrapTime(DateTime value) {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isHealthy() {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean getIsProcessMonitoringSuspended() {
    throw new UnsupportedOperationException("a signature only");
  }

  public void setIsProcessMonitoringSuspended(boolean value) {
    throw new UnsupportedOperationException("a signature only");
  }
}
