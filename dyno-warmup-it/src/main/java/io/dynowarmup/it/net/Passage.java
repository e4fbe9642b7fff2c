// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a proxy: two sockets, and a line in each direction. */
final class Passage {
  private final Socket client;
  private final Socket onward;
  private final Line there;
  private final Line back;
  private final AtomicInteger ended = new AtomicInteger();
  private final Consumer<Passage> onClose;

  Passage(
      Socket client,
      Socket onward,
      LineSettings there,
      LineSettings back,
      Consumer<Passage> onClose) {
    this.client = client;
    this.onward = onward;
    this.onClose = onClose;
    this.there = new Line(client, onward, there, this::directionEnded, this::close);
    this.back = new Line(onward, client, back, this::directionEnded, this::close);
  }

  void start(String name) throws IOException {
    client.setTcpNoDelay(true);
    onward.setTcpNoDelay(true);
    there.start(name + " there");
    back.start(name + " back");
  }

  void close() {
    onClose.accept(this);
    closeQuietly(client);
    closeQuietly(onward);
    there.abort();
    back.abort();
  }

  private void directionEnded() {
    if (ended.incrementAndGet() == 2) {
      close();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("Closing " + socket, e);
    }
  }
}
