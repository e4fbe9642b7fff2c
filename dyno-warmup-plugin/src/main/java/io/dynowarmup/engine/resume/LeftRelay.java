// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.engine.resume;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.node.Detach;
import io.dynowarmup.node.Node;
import io.dynowarmup.redis.info.RedisInfo;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detaches the local Redis from the relay of a run that was killed. It keeps its data. */
public final class LeftRelay {
  private static final Logger LOG = LoggerFactory.getLogger(LeftRelay.class);

  private final Node node;

  public LeftRelay(Node node) {
    this.node = node;
  }

  /**
   * Detaches Redis if it is a replica of that relay.
   *
   * @param local INFO of the local Redis
   * @return its INFO afterwards
   */
  public RedisInfo ended(RedisInfo local) {
    Optional<Endpoint> relay = node.stop().relay();
    if (!relay.isPresent() || node.mark().anotherRun(local).isPresent()) {
      return local;
    }
    boolean attached = local.replication().isReplicaOf(relay.get());
    if (attached) {
      LOG.warn("Detaching Redis from the relay {} of a run that was killed", relay.get());
      new Detach(node.redis()).make();
    }
    node.stop().drop();
    return attached ? node.redis().info() : local;
  }
}
