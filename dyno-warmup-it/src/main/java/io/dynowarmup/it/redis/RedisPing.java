// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.redis;

import io.dynowarmup.it.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Checks whether a Redis answers on a port, without authentication and without a client library.
 */
final class RedisPing {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TIMEOUT_MILLIS = 1_000;

  private RedisPing() {}

  static void awaitUp(RedisServer server, Process process) {
    Await.until(
        () -> server + " answers PING; its log:\n" + server.log(),
        LIMIT,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(
                server + " ended with " + process.exitValue() + ": " + server.log());
          }
          String answer = ask(server.address());
          return answer.startsWith("+PONG") || answer.startsWith("-NOAUTH");
        });
  }

  private static String ask(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(address, TIMEOUT_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[64];
      int read = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(read, 0), StandardCharsets.US_ASCII);
    }
  }
}
