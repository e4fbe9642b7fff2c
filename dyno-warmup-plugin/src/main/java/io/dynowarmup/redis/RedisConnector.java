// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.stream.ReplicationStream;
import java.util.Map;

/** Creates connections to a Redis. */
public interface RedisConnector {
  /**
   * Returns a node that connects on its first command. After the connection broke, it connects
   * again on the next command.
   */
  RedisNode connect(Endpoint endpoint, RedisAccess access);

  /**
   * Returns a connection for keys and values.
   *
   * @throws UnsupportedOperationException if this connector has none
   */
  default RedisData data(Endpoint endpoint, RedisAccess access) {
    throw new UnsupportedOperationException("no keys at " + endpoint);
  }

  /**
   * Begins to collect the names of the keys that change.
   *
   * @throws io.dynowarmup.api.WarmupException if the server does not answer, has no tracking or
   *     does not allow it
   * @throws UnsupportedOperationException if this connector has none
   */
  default ChangeFeed changes(Endpoint endpoint, RedisAccess access) {
    throw new UnsupportedOperationException("no tracking at " + endpoint);
  }

  /**
   * Continues the replication stream of a server, without a full sync.
   *
   * @param replid replication id of the server, or the one that it had before its promotion
   * @param offset offset of the last byte that is not wanted
   * @throws io.dynowarmup.api.WarmupException SYNC_BROKEN if the server's backlog does not reach
   *     back, so that it was not asked; SOURCE_AT_RISK if the server began a full sync, which was
   *     ended at once; otherwise if it does not answer or refuses
   * @throws UnsupportedOperationException if this connector has none
   */
  default ReplicationStream stream(
      Endpoint endpoint, RedisAccess access, String replid, long offset) {
    throw new UnsupportedOperationException("no replication stream of " + endpoint);
  }

  /**
   * Continues the replication stream of a server in the name of a replica, without a full sync. The
   * server lists the replica as if it were connected itself.
   *
   * @param announced options of REPLCONF with which the replica describes itself
   * @throws io.dynowarmup.api.WarmupException as {@link #stream}
   */
  default ReplicationStream streamOf(
      Map<String, String> announced,
      Endpoint endpoint,
      RedisAccess access,
      String replid,
      long offset) {
    throw new UnsupportedOperationException("no replication stream of " + endpoint);
  }
}
