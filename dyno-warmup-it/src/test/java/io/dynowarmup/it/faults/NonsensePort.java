// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.faults;

import io.dynowarmup.it.net.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Accepts connections but is no Dynomite: each answer is a different kind of nonsense. */
final class NonsensePort implements AutoCloseable {
  private static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nState: NO",
          "-ERR unknown command 'GET'\r\n",
          "HTTP/1.1 200 OK\r\n\r\nState: \u00ff\u0000",
          "");

  private final ServerSocket server;

  NonsensePort(InetSocketAddress address) {
    server = Listening.on(address);
    Thread thread = new Thread(this::answer, "nonsense " + address);
    thread.setDaemon(true);
    thread.start();
  }

  private void answer() {
    for (int i = 0; !server.isClosed(); i++) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[1_000]);
        socket
            .getOutputStream()
            .write(ANSWERS.get(i % ANSWERS.size()).getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // The client has disconnected, or close() has closed the socket.
        continue;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
