// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.api.WarmupRequest;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.engine.decision.SourceSelector;
import io.dynowarmup.engine.decision.StrategySelector;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.topology.Topology;

/**
 * Refuses a request that names an unknown strategy or source, before a run begins that would fail.
 */
final class RequestCheck {
  private final EngineHost host;

  RequestCheck(EngineHost host) {
    this.host = host;
  }

  /**
   * @throws WarmupException BAD_ARGUMENT with the list of valid names; the run itself reports all
   *     other errors
   */
  void check(WarmupRequest request) {
    try {
      if (request.strategy().isPresent() || namesSource(request)) {
        check(request, host.readConfig());
      }
    } catch (WarmupException e) {
      if (e.reason() == Reason.BAD_ARGUMENT) {
        throw e;
      }
    }
  }

  private static boolean namesSource(WarmupRequest request) {
    return request.source().isPresent() || request.preferredSource().isPresent();
  }

  private void check(WarmupRequest request, WarmupConfig config) {
    new StrategySelector(host.strategies()).of(request, config);
    if (namesSource(request)) {
      NodeFinder finder = new NodeFinder(host, config);
      Topology topology = finder.topology();
      SourceSelector.of(host, config, request, topology, finder.peerAccess(topology));
    }
  }
}
