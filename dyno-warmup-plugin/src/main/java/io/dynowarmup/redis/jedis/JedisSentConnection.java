// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisSocketFactory;

/** One whose commands can be sent before their answers are read. */
final class JedisSentConnection extends Connection {
  JedisSentConnection(JedisSocketFactory sockets) {
    super(sockets);
  }

  @Override
  protected void flush() {
    super.flush();
  }
}
