// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.report.BootstrapState;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.node.RedisAnswer;
import io.dynowarmup.state.StateFile;
import io.dynowarmup.state.StateLocation;
import io.dynowarmup.topology.Topology;
import java.util.Optional;

/** Finds what the runs of an earlier process of this program left on the node. */
public final class LeftBehind {
  private final EngineHost host;

  public LeftBehind(EngineHost host) {
    this.host = host;
  }

  /**
   * Returns why a run has to begin by itself, as a sentence: a run was interrupted, or the last run
   * did not end WARMED. Empty if there is no such record.
   *
   * @throws WarmupException BAD_CONFIG, FILE or NO_TOPOLOGY if the record cannot be found
   */
  public Optional<String> record() {
    WarmupConfig config = host.readConfig();
    StateFile state = state(config);
    Optional<String> interrupted = state.unfinished().map(u -> u + " has to be cleaned up");
    BootstrapState bootstrap = state.bootstrap().state(config.requiresBootstrap());
    if (bootstrap.isClosed() && !interrupted.isPresent()) {
      return Optional.of(bootstrap.text());
    }
    return interrupted.isPresent() || !config.bootstrap() || !state.leftCold()
        ? interrupted
        : Optional.of("the last run did not end WARMED, so the node counts as cold");
  }

  /**
   * Opens the state file even without a topology. A dynomite.yml that is incomplete because the
   * host was killed must not hide an interrupted run.
   */
  private StateFile state(WarmupConfig config) {
    Topology topology;
    try {
      topology = host.readTopology(config);
    } catch (WarmupException e) {
      return StateLocation.only(config).map(StateFile::open).orElseThrow(() -> e);
    }
    return new NodeFinder(host, config).stateOf(topology);
  }

  /**
   * Returns whether the local Redis answers in any way, including that it is loading. True if its
   * address cannot be read.
   */
  public boolean isRedisUp() {
    WarmupConfig config = host.readConfig();
    Topology topology;
    try {
      topology = host.readTopology(config);
    } catch (WarmupException e) {
      return true;
    }
    RedisAnswer answer = new NodeFinder(host, config).probeRedis(topology);
    return answer.answer() != RedisAnswer.Answer.REFUSED;
  }
}
