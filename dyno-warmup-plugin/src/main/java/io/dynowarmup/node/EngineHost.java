// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteAdmin;
import io.dynowarmup.dynomite.DynomiteProcess;
import io.dynowarmup.dynomite.GuardedAdmin;
import io.dynowarmup.dynomite.HttpDynomiteAdmin;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisProcess;
import io.dynowarmup.source.probe.PortProbe;
import io.dynowarmup.spi.WarmupStrategy;
import io.dynowarmup.time.Pause;
import io.dynowarmup.time.Ticker;
import io.dynowarmup.topology.Topology;
import java.util.List;
import java.util.Random;

/** The node, as whoever hosts the engine knows it: the launcher, dynomite-manager, a test. */
public interface EngineHost {
  /**
   * The settings as they are now, validated.
   *
   * @throws io.dynowarmup.api.WarmupException BAD_CONFIG
   */
  WarmupConfig readConfig();

  /**
   * Own token, rack and the peers.
   *
   * @throws io.dynowarmup.api.WarmupException NO_TOPOLOGY, FILE or DYNOMITE_UNREACHABLE
   */
  Topology readTopology(WarmupConfig config);

  DynomiteAdmin dynomiteAdmin(WarmupConfig config, Topology topology);

  /**
   * The admin port of another node's Dynomite, which is only asked.
   *
   * @param dynomites the ports for other Dynomites at that host: where none listens, no Dynomite
   *     there has come up, and one that is starting must not be asked
   * @param limitMillis for each answer
   */
  default DynomiteAdmin peerAdmin(Endpoint port, List<Endpoint> dynomites, int limitMillis) {
    return new GuardedAdmin(
        new HttpDynomiteAdmin("http://" + port, ticker(), limitMillis),
        () ->
            dynomites.stream()
                .anyMatch(d -> portLook().at(d, limitMillis) == PortProbe.Answer.LISTENS));
  }

  /** Whether anything listens at the ports of other nodes. */
  default PortProbe portLook() {
    return PortProbe.tcp();
  }

  DynomiteProcess dynomiteProcess(WarmupConfig config);

  /** Where nothing else is said, Redis is somebody else's to start. */
  default RedisProcess redisProcess(WarmupConfig config) {
    return RedisProcess.unmanaged();
  }

  RedisConnector redisConnector();

  List<WarmupStrategy> strategies();

  Ticker ticker();

  Pause pause();

  Random random();

  /** Whether a run compares both sides before it says WARMED. Only what measures that says no. */
  default boolean provesRuns() {
    return true;
  }

  /**
   * RESTORE could not do its work because of an error of this program or its JVM: the node may be
   * out of service. A process of ours ends, so that it is started again and takes the node up from
   * the state file; a process of somebody else's goes on. Called at the very end of the run.
   */
  default void restoreBroke(Throwable e) {
    // not ours to end
  }
}
