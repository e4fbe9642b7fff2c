// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.dynowarmup.it.Await;
import io.dynowarmup.it.redis.RedisBinary;
import io.dynowarmup.it.redis.RedisServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class LagProxyIT {
  private final RedisServer redis = RedisServer.start(RedisBinary.embedded());
  private final LagProxy proxy = LagProxy.to(redis.address());

  @After
  public void close() {
    proxy.close();
    redis.close();
  }

  @Test
  public void anAnswerTakesTheDelayOfBothDirections() throws IOException {
    proxy.delay(30, 50);
    try (Socket socket = connect()) {
      long started = System.nanoTime();
      ping(socket);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      assertTrue("took " + millis + " ms", millis >= 80);
    }
  }

  @Test
  public void aStalledLineIsConnectedAndSilentUntilItIsHealed() throws IOException {
    try (Socket socket = connect()) {
      ping(socket);
      proxy.stall();
      socket.setSoTimeout(50);
      assertThrows(SocketTimeoutException.class, () -> ping(socket));
      proxy.heal();
      socket.setSoTimeout(5_000);
      assertEquals('+', socket.getInputStream().read());
    }
  }

  @Test
  public void aCutLineIsClosedAndRefusesUntilItIsHealed() throws IOException {
    try (Socket socket = connect()) {
      ping(socket);
      proxy.cut();
      assertEquals(-1, socket.getInputStream().read());
    }
    assertThrows(ConnectException.class, this::connect);
    proxy.heal();
    try (Socket socket = connect()) {
      ping(socket);
    }
    Await.until("no connection is left", Duration.ofSeconds(60), () -> proxy.connections() == 0);
  }

  @Test
  public void bytesArriveInOrderAtAReceiverThatReadsLate() throws Exception {
    byte[] sent = new byte[8 * 1024 * 1024];
    new Random(1).nextBytes(sent);
    try (ServerSocket server = Listening.on(new InetSocketAddress("127.0.0.1", FreePorts.next()));
        LagProxy line = LagProxy.to((InetSocketAddress) server.getLocalSocketAddress());
        Socket sender = new Socket(line.address().getAddress(), line.address().getPort());
        Socket receiver = server.accept()) {
      receiver.setSoTimeout(60_000);
      line.delay(20);
      // More than the sockets hold: the proxy keeps the rest.
      sender.getOutputStream().write(sent);
      sender.shutdownOutput();
      assertArrayEquals(sent, receiver.getInputStream().readAllBytes());
      receiver.getOutputStream().write('+');
      assertEquals('+', sender.getInputStream().read());
    }
  }

  @Test
  public void theBandwidthLimitsALine() throws Exception {
    proxy.bandwidth(100_000);
    try (Socket socket = connect()) {
      long started = System.nanoTime();
      byte[] value = new byte[30_000];
      Arrays.fill(value, (byte) 'x');
      socket.getOutputStream().write("*2\r\n$4\r\nECHO\r\n$30000\r\n".getBytes(US_ASCII));
      socket.getOutputStream().write(value);
      socket.getOutputStream().write("\r\n".getBytes(US_ASCII));
      // What comes next waits until the line has sent the value.
      socket.getInputStream().readNBytes("$30000\r\n".length() + value.length + 2);
      ping(socket);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      assertTrue("took " + millis + " ms", millis >= 300);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort());
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static void ping(Socket socket) throws IOException {
    socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
    assertEquals("+PONG\r\n", new String(socket.getInputStream().readNBytes(7)));
  }
}
