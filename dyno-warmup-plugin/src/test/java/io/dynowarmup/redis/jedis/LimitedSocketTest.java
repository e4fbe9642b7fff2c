// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

public class LimitedSocketTest {
  @Rule public final Timeout limit = new Timeout(60, TimeUnit.SECONDS);
  private final byte[] buffer = new byte[64 * 1024];

  /** Writes to every client until it closes the connection. */
  private void flood(ServerSocket server) {
    try (Socket client = server.accept()) {
      while (!server.isClosed()) {
        client.getOutputStream().write(buffer);
      }
    } catch (IOException e) {
      // the client has closed the connection
    }
  }

  @Test
  public void aReplyThatNeverEndsIsRejectedByItsSize() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        LimitedSocket socket = new LimitedSocket(Ticker.system())) {
      Thread thread = new Thread(() -> flood(server), "flood");
      thread.setDaemon(true);
      thread.start();
      socket.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 5_000);
      socket.limit(50_000, 1);
      InputStream in = socket.getInputStream();
      long[] read = new long[1];
      assertThrows(
          ProtocolException.class,
          () -> {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
              read[0] += n;
            }
          });
      assertTrue(String.valueOf(read[0]), read[0] >= JedisReplies.MAX_STRING_BYTES);
    }
  }
}
