// SPDX-License-Identifier: Apache-2.0
package com.netflix.nfsidecar.identity;

import com.google.inject.Singleton;
import java.net.UnknownHostException;
import java.util.List;

@Singleton
public class InstanceIdentity {
  public AppsInstance getInstance() {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isReplace() {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isNewToken() {
    throw new UnsupportedOperationException("a signature only");
  }

  public boolean isTokenPregenerated() {
    throw new UnsupportedOperationException("a signature only");
  }

  public String getTokens() {
    throw new UnsupportedOperationException("a signature only");
  }

  public List<AppsInstance> getClusterInfo() throws UnknownHostException {
    throw new UnsupportedOperationException("a signature only");
  }
}
