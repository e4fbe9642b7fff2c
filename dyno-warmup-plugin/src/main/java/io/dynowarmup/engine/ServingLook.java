package io.dynowarmup.engine;

import io.dynowarmup.config.WarmupConfig;
import io.dynowarmup.dynomite.DynomiteState;
import io.dynowarmup.redis.RedisInfo;
import io.dynowarmup.topology.Topology;
import java.util.Optional;

/** Whether a node serves, as one look at it tells. Changes nothing. */
public final class ServingLook {
  private ServingLook() {}

  /**
   * Dynomite is NORMAL, and Redis is no replica, which would refuse the cluster's writes. A Redis
   * that does not answer is for others to find.
   *
   * @throws io.dynowarmup.WarmupException BAD_CONFIG and the like: where to look is not known
   */
  public static boolean serves(EngineHost host) {
    WarmupConfig config = host.readConfig();
    Topology topology = host.readTopology(config);
    if (new NodeFinder(host, config).admin(topology).state() != DynomiteState.NORMAL) {
      return false;
    }
    Optional<RedisInfo> redis = new NodeFinder(host, config).lookAtRedis(topology).info();
    return !redis.filter(info -> info.replication().isReplica()).isPresent();
  }
}
