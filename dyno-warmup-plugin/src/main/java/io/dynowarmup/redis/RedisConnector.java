// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis;

import io.dynowarmup.api.Endpoint;

/** Makes {@link RedisNode}s. */
public interface RedisConnector {
  /**
   * A node that connects on its first command, and again on the first command after a broken
   * connection.
   */
  RedisNode connect(Endpoint endpoint, RedisAccess access);

  /**
   * A connection for the keys and their values.
   *
   * @throws UnsupportedOperationException where there are none
   */
  default RedisData data(Endpoint endpoint, RedisAccess access) {
    throw new UnsupportedOperationException("no keys at " + endpoint);
  }
}
