package io.dynowarmup.redis;

import io.dynowarmup.Endpoint;

/** Makes {@link RedisNode}s. */
public interface RedisConnector {
  /**
   * A node that connects on its first command, and again on the first command after a broken
   * connection.
   */
  RedisNode connect(Endpoint endpoint, RedisAccess access);
}
