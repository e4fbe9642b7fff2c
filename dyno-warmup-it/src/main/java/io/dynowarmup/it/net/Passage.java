// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** One connection through a proxy: two sockets, and a line in each direction. */
final class Passage {
  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SocketChannel client;
  private final SocketChannel onward;
  private final Line there;
  private final Line back;
  private final long connectBefore = Clock.nanos() + CONNECT_NANOS;
  private SelectionKey clientKey;
  private SelectionKey onwardKey;
  private boolean connected;

  Passage(SocketChannel client, SocketChannel onward, LineSettings there, LineSettings back) {
    this.client = client;
    this.onward = onward;
    this.there = new Line(client, onward, there);
    this.back = new Line(onward, client, back);
  }

  /** Waits for the connection to the target, which has been requested. */
  void register(Selector selector) throws IOException {
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    onward.setOption(StandardSocketOptions.TCP_NODELAY, true);
    client.configureBlocking(false);
    clientKey = client.register(selector, 0, this);
    connected = onward.isConnected();
    onwardKey = onward.register(selector, connected ? 0 : SelectionKey.OP_CONNECT, this);
  }

  /** Takes what has arrived on a socket that is ready. */
  void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
    if (key.isConnectable()) {
      connected = onward.finishConnect();
    } else if (key.isReadable()) {
      (key == clientKey ? there : back).read(buffer);
    }
  }

  /**
   * Sends what is due.
   *
   * @return when more is due; {@link Long#MAX_VALUE} if nothing is
   */
  long send() throws IOException {
    if (!connected) {
      if (connectBefore - Clock.nanos() <= 0) {
        throw new IOException("The target does not accept the connection within 5 s");
      }
      return connectBefore;
    }
    long due = Math.min(there.send(), back.send());
    interest(clientKey, there, back);
    interest(onwardKey, back, there);
    return due;
  }

  boolean hasEnded() {
    return there.hasEnded() && back.hasEnded();
  }

  private static void interest(SelectionKey key, Line in, Line out) {
    int wanted =
        (in.wantsBytes() ? SelectionKey.OP_READ : 0) | (out.isFull() ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  void close() {
    try {
      client.close();
      onward.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Closing " + client + " and " + onward, e);
    }
  }
}
