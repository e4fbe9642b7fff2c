// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.GuardedAdmin;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.dynomite.TcpLinks;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.util.List;
import java.util.Random;

/**
 * Provides the node to the engine. Implemented by each host: the launcher, dynomite-manager, a
 * test.
 */
public interface EngineHost {
  /**
   * Returns the current settings, validated.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_CONFIG if they are invalid
   */
  WarmupConfig readConfig();

  /**
   * Returns the settings that are in use between runs: the current ones or, if these are invalid,
   * the last valid ones. A run reads {@link #readConfig()} and refuses invalid settings.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_CONFIG if they have never been valid
   */
  default WarmupConfig configInUse() {
    return readConfig();
  }

  /**
   * Returns the own token and rack, and the peers.
   *
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY, FILE or DYNOMITE_UNREACHABLE if they
   *     cannot be read
   */
  Topology readTopology(WarmupConfig config);

  DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology);

  /**
   * Returns the admin port of another node's Dynomite, for queries only.
   *
   * @param dynomites ports for other Dynomites at that host; if none of them listens, no Dynomite
   *     has come up there, and a Dynomite that is starting must not be queried
   * @param limitMillis time limit for each answer, in milliseconds
   */
  default DynomiteAdmin peerAdmin(Endpoint port, List<Endpoint> dynomites, int limitMillis) {
    return new GuardedAdmin(
        new HttpDynomiteAdmin("http://" + port, ticker(), limitMillis),
        () ->
            dynomites.stream()
                .anyMatch(d -> portProbe().at(d, limitMillis) == PortProbe.Answer.LISTENS),
        ticker());
  }

  /** Returns the probe for the ports of other nodes. */
  default PortProbe portProbe() {
    return PortProbe.tcp();
  }

  /** Returns the TCP connections of this machine. */
  default TcpLinks tcpLinks() {
    return TcpLinks.ofSystem();
  }

  /** Returns the Dynomite process. By default, another program starts and stops Dynomite. */
  default DynomiteProcess dynomiteProcess(WarmupConfig config) {
    return DynomiteProcess.unmanaged();
  }

  /** Returns the Redis process. By default, another program starts and stops Redis. */
  default RedisProcess redisProcess(WarmupConfig config) {
    return RedisProcess.unmanaged();
  }

  RedisConnector redisConnector();

  List<WarmupStrategy> strategies();

  Ticker ticker();

  Pause pause();

  Random random();

  /**
   * Returns whether a run compares both sides before it ends as WARMED. Only a benchmark returns
   * false.
   */
  default boolean provesRuns() {
    return true;
  }

  /**
   * Handles an error of this program or its JVM that prevented RESTORE. The node may be out of
   * service. Called at the very end of the run.
   *
   * <p>A host that owns the process ends it. The process is then restarted and returns the node to
   * service from the state file. Any other host continues.
   */
  default void restoreBroke(Throwable e) {
    // By default, this program does not own the process.
  }
}
