// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.stream.ReplicationStream;
import java.util.Optional;
import java.util.function.BiFunction;

/** Opens the stream of a server whose backlog reaches back to the offset. */
public final class BacklogOpener implements StreamOpener {
  private final RedisConnector connector;
  private final Endpoint endpoint;
  private final RedisAccess access;

  public BacklogOpener(RedisConnector connector, Endpoint endpoint, RedisAccess access) {
    this.connector = connector;
    this.endpoint = endpoint;
    this.access = access;
  }

  /**
   * Checks the rights of the user. This takes several round trips, so do it before the offset is
   * known.
   *
   * @param refusal returns why the user lacks the rights, from a connection and the INFO of the
   *     server; empty if it has them
   * @throws WarmupException NOPERM if the user lacks the rights
   */
  public BacklogOpener permitted(BiFunction<RedisNode, RedisInfo, Optional<String>> refusal) {
    try (RedisNode node = connector.connect(endpoint, access)) {
      Optional<String> refused = refusal.apply(node, node.infoOnly());
      if (refused.isPresent()) {
        throw new WarmupException(Reason.NOPERM, refused.get());
      }
      return this;
    }
  }

  @Override
  public ReplicationStream open(String replid, long offset) {
    return connector.stream(endpoint, access, replid, offset);
  }
}
