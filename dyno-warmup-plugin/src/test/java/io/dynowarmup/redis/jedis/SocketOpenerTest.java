// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.dynowarmup.api.Endpoint;
import io.dynowarmup.redis.RedisAccess;
import io.dynowarmup.time.Ticker;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import org.junit.Test;

public class SocketOpenerTest {
  private static final int TIMEOUT_MILLIS = 10_000;

  private static SocketOpener opener(int port, String... addresses) {
    return new SocketOpener(
        new Endpoint("redis.example", port),
        RedisAccess.plain(TIMEOUT_MILLIS),
        Ticker.system(),
        host -> {
          InetAddress[] all = new InetAddress[addresses.length];
          for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
          }
          return all;
        });
  }

  /** Redis listens on one address of its host only. */
  @Test
  public void theNextAddressIsTried() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        JedisConnection connection =
            opener(server.getLocalPort(), "127.0.0.2", "127.0.0.1").open();
        Socket accepted = server.accept()) {
      assertEquals("/127.0.0.1", accepted.getLocalAddress().toString());
    }
  }

  @Test
  public void ifNoneAcceptsTheFirstSaysWhy() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    assertThrows(ConnectException.class, opener(port, "127.0.0.1", "127.0.0.2")::open);
    assertThrows(UnknownHostException.class, opener(port)::open);
  }
}
