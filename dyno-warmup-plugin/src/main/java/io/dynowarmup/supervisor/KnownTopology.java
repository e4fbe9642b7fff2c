// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.topology.Topology;
import java.util.Optional;

/** Reads the topology and remembers it, because after Dynomite died nothing else may know it. */
final class KnownTopology {
  private final EngineHost host;
  private Topology last;
  private String problem = "";

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
      problem = "";
    } catch (WarmupException e) {
      problem = e.reason() == Reason.FILE ? e.getMessage() : "";
      if (last == null) {
        throw e;
      }
    }
    return last;
  }

  /**
   * Returns why dynomite.yml could not be read the last time, a sentence; empty if it could be. A
   * Dynomite that does not answer is no fault of the settings.
   */
  Optional<String> problem() {
    return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }
}
