// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.topology.Topology;

/** Reads the topology and remembers it, because after Dynomite died nothing else may know it. */
final class KnownTopology {
  private final EngineHost host;
  private Topology last;

  KnownTopology(EngineHost host) {
    this.host = host;
  }

  /**
   * Returns the topology, or the last one that could be read.
   *
   * @throws WarmupException if none could be read yet
   */
  Topology read(WarmupConfig config) {
    try {
      last = host.readTopology(config);
    } catch (WarmupException e) {
      if (last == null) {
        throw e;
      }
    }
    return last;
  }
}
