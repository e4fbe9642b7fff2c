// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.nfsidecar.identity.AppsInstance;
import com.netflix.nfsidecar.tokensdb.IAppsInstanceFactory;
import java.util.ArrayList;
import java.util.List;

/** The host's token database. */
public final class FakeTokens implements IAppsInstanceFactory {
  public final List<AppsInstance> rows = new ArrayList<>();
  public final List<String> asked = new ArrayList<>();
  public boolean down;

  @Override
  public List<AppsInstance> getAllIds(String cluster) {
    asked.add(cluster);
    if (down) {
      throw new IllegalStateException("no host available");
    }
    return rows;
  }

  @Override
  public List<AppsInstance> getLocalDCIds(String cluster, String region) {
    return getAllIds(cluster);
  }
}
