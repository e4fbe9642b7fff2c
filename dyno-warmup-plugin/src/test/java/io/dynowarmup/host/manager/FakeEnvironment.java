// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager;

import com.netflix.nfsidecar.resources.env.IEnvVariables;

public final class FakeEnvironment implements IEnvVariables {
  public String cluster = "my_cluster";

  @Override
  public String getDynomiteClusterName() {
    return cluster;
  }

  @Override
  public String getRegion() {
    return "region-of-env";
  }

  @Override
  public String getRack() {
    return "rack-of-env";
  }
}
