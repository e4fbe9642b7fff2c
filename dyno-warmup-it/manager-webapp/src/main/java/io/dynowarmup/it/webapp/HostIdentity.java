// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.webapp;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.identity.InstanceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * The identity of a node that replaces another node at its first start only. As with the host's
 * token database, the next start finds that this node already holds the token.
 */
@Singleton
public class HostIdentity extends InstanceIdentity {
  private final boolean replace;

  @Inject
  HostIdentity() throws IOException {
    Path taken = Paths.get(System.getProperty("host.taken"));
    replace = !Files.exists(taken);
    if (replace) {
      Files.createFile(taken);
    }
  }

  @Override
  public AppsInstance getInstance() {
    return new HostRow(System.getProperty("host.own"));
  }

  @Override
  public boolean isReplace() {
    return replace;
  }

  @Override
  public String getTokens() {
    return getInstance().getToken();
  }
}
