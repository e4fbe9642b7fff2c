// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.net.Listening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/** A listening port of the node. Turns each accepted connection into a link. */
public final class Listener implements EventLoop.Ready {
  private final ServerSocketChannel server;
  private final Consumer<SocketChannel> accepted;

  private Listener(ServerSocketChannel server, Consumer<SocketChannel> accepted) {
    this.server = server;
    this.accepted = accepted;
  }

  public static void open(
      EventLoop loop, InetSocketAddress address, Consumer<SocketChannel> accepted) {
    try {
      ServerSocketChannel server = Listening.channelOn(address);
      server.configureBlocking(false);
      server.register(loop.selector(), SelectionKey.OP_ACCEPT, new Listener(server, accepted));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on " + address, e);
    }
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.accept(channel);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
