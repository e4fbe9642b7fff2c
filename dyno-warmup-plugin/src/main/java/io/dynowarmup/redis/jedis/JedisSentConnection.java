// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisSocketFactory;

/** A Jedis connection that can send commands before it reads their answers. */
final class JedisSentConnection extends Connection {
  JedisSentConnection(JedisSocketFactory sockets) {
    super(sockets);
  }

  @Override
  protected void flush() {
    super.flush();
  }
}
