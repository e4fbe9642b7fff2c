// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** A connection: the TCP socket, and the socket to speak through, which in TLS is another one. */
final class RedisLink implements Closeable {
  private final LimitedSocket tcp;
  private final GuardedSocket spoken;

  RedisLink(LimitedSocket tcp, Socket spoken) {
    this.tcp = tcp;
    this.spoken = new GuardedSocket(spoken);
  }

  Socket socket() {
    return spoken;
  }

  /** For the whole next answer. */
  void limit(int millis) {
    limit(millis, 1);
  }

  /** For the whole next answers, which come together. */
  void limit(int millis, int answers) {
    spoken.expect(answers);
    tcp.limit(millis);
  }

  /** The answer that was asked for has this long from now on. */
  void again(int millis) {
    tcp.limit(millis);
  }

  /** Whether something came that nobody asked for: the next answer would be taken for another's. */
  boolean outOfStep() {
    try {
      return spoken.getInputStream().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Closes the TCP connection: saying farewell in TLS may wait for the other side. */
  @Override
  public void close() {
    try {
      tcp.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
  }
}
