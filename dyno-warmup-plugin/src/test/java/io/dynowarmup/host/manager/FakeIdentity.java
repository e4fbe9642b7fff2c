// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.identity.InstanceIdentity;

/** The host's identity of this node. */
final class FakeIdentity extends InstanceIdentity {
  Row own = new Row("i-1", "rack1", "10");
  boolean replace;

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
