// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.node;

import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a replication that no transfer of this run has begun. A killed run left it, and this run did
 * not get as far as adopting it.
 */
public final class Detach {
  private static final Logger LOG = LoggerFactory.getLogger(Detach.class);

  private final RedisNode local;

  public Detach(RedisNode local) {
    this.local = local;
  }

  /**
   * Detaches the local Redis from its master; does nothing if it is a master already.
   *
   * @throws WarmupException LOADING while Redis refuses the command, RESTORE_FAILED if Redis stays
   *     a replica
   */
  public void make() {
    if (!local.info("replication").replication().isReplica()) {
      return;
    }
    LOG.info("Redis {} is still a replica: sending SLAVEOF NO ONE", local.endpoint());
    local.replicaOfNoOne();
    if (local.info("replication").replication().isReplica()) {
      throw new WarmupException(
          Reason.RESTORE_FAILED,
          "Redis " + local.endpoint() + " is still a replica after SLAVEOF NO ONE");
    }
  }
}
