// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Opens server sockets. */
public final class Listening {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int BACKLOG = 512;

  private Listening() {}

  /**
   * Listens on an address. Retries for up to 5 s, in case a socket of this JVM just listened there:
   * a child process that is starting holds all of the JVM's open sockets until it has closed them.
   *
   * @throws UncheckedIOException if the address is still in use after 5 s
   */
  public static ServerSocket on(InetSocketAddress address) {
    try {
      ServerSocket[] bound = new ServerSocket[1];
      Await.until(
          "a port to listen on: " + address,
          LIMIT,
          () -> {
            bound[0] = bind(address);
            return true;
          });
      return bound[0];
    } catch (AssertionError e) {
      throw new UncheckedIOException("Cannot listen on " + address, new IOException(e));
    }
  }

  private static ServerSocket bind(InetSocketAddress address) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
