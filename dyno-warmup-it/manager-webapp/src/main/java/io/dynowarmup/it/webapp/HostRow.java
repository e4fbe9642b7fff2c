// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.netflix.nfsidecar.identity.AppsInstance;

/**
 * Holds one row of the token database, written as {@code id,host,peerPort,rack,datacenter,token}.
 */
final class HostRow extends AppsInstance {
  private final String[] fields;

  HostRow(String text) {
    fields = text.split(",");
  }

  @Override
  public String getInstanceId() {
    return fields[0];
  }

  @Override
  public String getHostName() {
    return fields[1];
  }

  @Override
  public String getHostIP() {
    return fields[1];
  }

  @Override
  public int getPeerPort() {
    return Integer.parseInt(fields[2]);
  }

  @Override
  public String getRack() {
    return fields[3];
  }

  @Override
  public String getDatacenter() {
    return fields[4];
  }

  @Override
  public String getToken() {
    return fields[5];
  }

  @Override
  public boolean isOutOfService() {
    return false;
  }
}
