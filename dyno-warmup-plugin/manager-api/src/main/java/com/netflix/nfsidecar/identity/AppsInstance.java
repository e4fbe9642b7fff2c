// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.identity;

public class AppsInstance {
  public int getId() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getInstanceId() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getZone() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getHostName() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getHostIP() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getToken() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getDatacenter() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getRack() {
    throw new UnsupportedOperationException("a signature only");
  }

  public int getDynomitePort() {
    throw new UnsupportedOperationException("a signature only");
  }

  public int getPeerPort() {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isOutOfService() {
    throw new UnsupportedOperationException("a signature only");
  }
}
