// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin;

import io.dynowarmup.it.dynomite.Freezer;
import io.dynowarmup.it.net.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The HTTP port: serves one connection at a time and one request per connection. A client that
 * connects and sends nothing blocks all others.
 */
final class AdminPort {
  private static final int LONGEST_REQUEST = 65_535;

  private final ServerSocket server;
  private final AdminAnswers answers;
  private final Freezer freezer;
  private volatile Socket current;

  AdminPort(InetSocketAddress address, AdminAnswers answers, Freezer freezer) {
    this.answers = answers;
    this.freezer = freezer;
    server = Listening.on(address);
  }

  /** Serves connections until the port is closed. */
  void run() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        current = socket;
        freezer.pass();
        serve(socket);
      } catch (IOException e) {
        // The client has disconnected, or close() has closed the socket.
        continue;
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    byte[] bytes = new byte[LONGEST_REQUEST];
    int read = socket.getInputStream().read(bytes);
    if (read > 0) {
      freezer.pass();
      String request = new String(bytes, 0, read, StandardCharsets.US_ASCII);
      socket.getOutputStream().write(answer(request));
    }
  }

  private byte[] answer(String request) {
    String[] words = request.split("[ \t\n]+");
    boolean wellFormed =
        words.length >= 3 && words[0].equals("GET") && words[2].startsWith("HTTP/1.");
    if (wellFormed) {
      return AdminAnswers.http(answers.body(words[1]));
    }
    String answer =
        (words[0].equals("GET") ? "HTTP/1.0 400 Bad Request\n" : "")
            + new String(AdminAnswers.http(AdminAnswers.OK), StandardCharsets.US_ASCII);
    return answer.getBytes(StandardCharsets.US_ASCII);
  }

  void close() {
    try {
      server.close();
      Socket open = current;
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
