// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.host.manager.node;

import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.host.SystemHost;
import io.dynowarmup.host.manager.process.HostDynomite;
import io.dynowarmup.topology.Topology;
import javax.inject.Inject;
import javax.inject.Singleton;

/** Describes a node that dynomite-manager manages. */
@Singleton
public final class ManagerHost extends SystemHost {
  private final HostSettings settings;
  private final HostTopology topology;
  private final HostDynomite dynomite;

  @Inject
  ManagerHost(HostSettings settings, HostTopology topology, HostDynomite dynomite) {
    this.settings = settings;
    this.topology = topology;
    this.dynomite = dynomite;
  }

  @Override
  public WarmupConfig readConfig() {
    return settings.read();
  }

  @Override
  public Topology readTopology(WarmupConfig config) {
    return topology.read(config);
  }

  @Override
  public DynomiteProcess dynomiteProcess(WarmupConfig config) {
    return dynomite;
  }
}
