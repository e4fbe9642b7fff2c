// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.journal;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.api.WarmupException;
import io.dynowarmup.api.WarmupException.Reason;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.redis.RedisConnector;
import io.dynowarmup.redis.RedisNode;
import io.dynowarmup.redis.info.RedisInfo;
import io.dynowarmup.redis.info.ReplicationInfo;
import io.dynowarmup.redis.stream.ReplicationStream;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Opens a stream only if the user has the rights, and the server's backlog reaches back to the
 * offset. A server that is asked for more may fork before it answers.
 */
public final class BacklogOpener implements StreamOpener {
  private final RedisConnector connector;
  private final Endpoint endpoint;
  private final RedisAccess access;
  private final BiFunction<RedisNode, RedisInfo, Optional<String>> refusal;

  /** Opens a stream whatever the user's other rights are. */
  public BacklogOpener(RedisConnector connector, Endpoint endpoint, RedisAccess access) {
    this(connector, endpoint, access, (node, info) -> Optional.empty());
  }

  /**
   * @param refusal returns why the user lacks the rights, from a connection and the INFO of the
   *     server; empty if it has them
   */
  public BacklogOpener(
      RedisConnector connector,
      Endpoint endpoint,
      RedisAccess access,
      BiFunction<RedisNode, RedisInfo, Optional<String>> refusal) {
    this.connector = connector;
    this.endpoint = endpoint;
    this.access = access;
    this.refusal = refusal;
  }

  @Override
  public ReplicationStream open(String replid, long offset) {
    check(replid, offset);
    return connector.stream(endpoint, access, replid, offset);
  }

  /**
   * Checks whether the stream can be continued, without asking for it.
   *
   * @throws WarmupException as {@link #open} does
   */
  public void check(String replid, long offset) {
    try (RedisNode node = connector.connect(endpoint, access)) {
      RedisInfo info = node.infoOnly();
      Optional<String> refused = refusal.apply(node, info);
      if (refused.isPresent()) {
        throw new WarmupException(Reason.NOPERM, refused.get());
      }
      ReplicationInfo now = info.replication();
      if (!now.canContinue(replid, offset)) {
        throw new WarmupException(
            Reason.SYNC_BROKEN,
            "Redis "
                + endpoint
                + " cannot continue its replication stream at offset "
                + offset
                + ": it has another replication id, or its repl-backlog-size is too small for the"
                + " writes since then");
      }
    }
  }
}
