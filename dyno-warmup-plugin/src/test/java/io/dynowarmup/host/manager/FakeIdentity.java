// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.identity.InstanceIdentity;

/** The host's identity of this node. */
public final class FakeIdentity extends InstanceIdentity {
  public Row own = new Row("i-1", "rack1", "10");
  public boolean replace;

  @Override
  public AppsInstance getInstance() {
    return own;
  }

  @Override
  public boolean isReplace() {
    return replace;
  }

  @Override
  public String getTokens() {
    return own.token;
  }
}
