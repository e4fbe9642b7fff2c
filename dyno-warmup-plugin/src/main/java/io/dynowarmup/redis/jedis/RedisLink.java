// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** A connection: the TCP socket, and the socket for reads and writes, which differs with TLS. */
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

  /** Sets the limit in ms for the next whole answer. */
  void limit(int millis) {
    limit(millis, 1);
  }

  /** Sets the limit in ms for the next answers, which arrive together. */
  void limit(int millis, int answers) {
    spoken.expect(answers);
    tcp.limit(millis);
  }

  /** Sets a new limit in ms for the answer that is outstanding. */
  void again(int millis) {
    tcp.limit(millis);
  }

  /**
   * Returns whether data arrived that no command asked for. The next answer would be taken for
   * another command's.
   */
  boolean outOfStep() {
    try {
      return spoken.getInputStream().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Closes the TCP connection only, because closing TLS may wait for the other side. */
  @Override
  public void close() {
    try {
      tcp.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that cannot be closed", e);
    }
  }
}
