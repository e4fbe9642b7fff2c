// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.supervisor;

import io.dynowarmup.api.NodeView;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupStatus;
import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.node.EngineHost;
import io.dynowarmup.node.ForeignMaster;
import io.dynowarmup.node.NodeFinder;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.topology.Topology;
import java.util.Optional;

/** Probes the node between runs, for hosts without a supervisor. Changes nothing. */
public final class ServingProbe {
  private final EngineHost host;
  private final DataWatch data = new DataWatch();

  public ServingProbe(EngineHost host) {
    this.host = host;
  }

  /**
   * Returns the view of the node. This method does not report a Redis that does not answer.
   *
   * @param last the last run
   * @throws io.dynowarmup.api.WarmupException BAD_CONFIG or similar if the addresses are unknown
   */
  public NodeView probe(WarmupStatus last) {
    WarmupConfig config = host.configInUse();
    Topology topology = host.readTopology(config);
    NodeFinder finder = new NodeFinder(host, config);
    String dynomite = finder.admin(topology).state().name();
    Optional<RedisInfo> redis = finder.probeRedis(topology).info();
    boolean replica = redis.filter(info -> info.replication().isReplica()).isPresent();
    DoubtFile recorded = new DoubtFile(config, topology);
    data.resume(recorded.read(), last);
    redis.ifPresent(info -> data.seen(info, last));
    recorded.write(data.doubt());
    return NodePicture.of(
            redis,
            replica ? by(finder, topology) : Optional.empty(),
            dynomite,
            host.ticker().epochMillis())
        .doubted(data.doubt())
        .of(topology.self());
  }

  private static Optional<String> by(NodeFinder finder, Topology topology) {
    try (RedisNode redis = finder.localRedis(topology)) {
      return ForeignMaster.who(redis.clients());
    } catch (WarmupException e) {
      return Optional.empty();
    }
  }
}
