// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

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
    return until(address, () -> bind(address));
  }

  /**
   * Does the same with a channel.
   *
   * @throws UncheckedIOException if the address is still in use after 5 s
   */
  public static ServerSocketChannel channelOn(InetSocketAddress address) {
    return until(address, () -> bindChannel(address));
  }

  private static <T> T until(InetSocketAddress address, Callable<T> bind) {
    try {
      AtomicReference<T> bound = new AtomicReference<>();
      Await.until(
          "a port to listen on: " + address,
          LIMIT,
          () -> {
            bound.set(bind.call());
            return true;
          });
      return bound.get();
    } catch (AssertionError e) {
      throw new UncheckedIOException("Cannot listen on " + address, new IOException(e));
    }
  }

  private static ServerSocketChannel bindChannel(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
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
