// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.nfsidecar.identity.AppsInstance;

/** A row of the host's token database. */
public final class Row extends AppsInstance {
  final String instanceId;
  public String rack;
  String token;
  public String host;
  public String ip = "10.0.0.9";
  public String datacenter = "us-east-1";
  public int peerPort = 8101;
  public boolean outOfService;

  public Row(String instanceId, String rack, String token) {
    this.instanceId = instanceId;
    this.rack = rack;
    this.token = token;
    this.host = instanceId + ".example";
  }

  @Override
  public String getInstanceId() {
    return instanceId;
  }

  @Override
  public String getHostName() {
    return host;
  }

  @Override
  public String getHostIP() {
    return ip;
  }

  @Override
  public String getToken() {
    return token;
  }

  @Override
  public String getDatacenter() {
    return datacenter;
  }

  @Override
  public String getRack() {
    return rack;
  }

  @Override
  public int getPeerPort() {
    return peerPort;
  }

  @Override
  public boolean isOutOfService() {
    return outOfService;
  }
}
