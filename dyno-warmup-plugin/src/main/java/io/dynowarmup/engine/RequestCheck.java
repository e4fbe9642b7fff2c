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
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.topology.Topology;

/**
 * Refuses a request that names an unknown strategy or source, or dumps for a strategy that loads
 * none, before a run begins that would fail.
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
      if (request.strategy().isPresent() || namesSource(request) || !request.dumps().isEmpty()) {
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
    WarmupStrategy strategy = new StrategySelector(host.strategies()).of(request, config);
    if (!request.dumps().isEmpty() && !strategy.loadsDumps()) {
      throw new WarmupException(
          Reason.BAD_ARGUMENT,
          "the dump '"
              + String.join(",", request.dumps())
              + "' is loaded only with the strategy snapshot: name it, too");
    }
    if (namesSource(request)) {
      NodeFinder finder = new NodeFinder(host, config);
      Topology topology = finder.topology();
      SourceSelector.of(host, config, request, topology, finder.peerAccess(topology));
    }
  }
}
