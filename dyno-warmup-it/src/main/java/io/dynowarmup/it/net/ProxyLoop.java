// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The thread that serves the port of a proxy and all connections through it. One thread needs one
 * wake-up for what arrives; a reader and a writer for each direction would need two.
 */
final class ProxyLoop {
  private static final int CHUNK = 128 * 1024;
  private static final long LIMIT_MILLIS = 10_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ServerSocketChannel server;
  private final InetSocketAddress target;
  private final InetAddress source;
  private final LineSettings there;
  private final LineSettings back;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
  private final List<Passage> open = new ArrayList<>();
  private final AtomicReference<CountDownLatch> disconnect = new AtomicReference<>();
  private final Thread thread;
  private volatile int connections;
  private volatile boolean stopping;

  /**
   * @param source the client address that the target sees; null lets the kernel choose
   */
  ProxyLoop(
      ServerSocketChannel server,
      InetSocketAddress target,
      InetAddress source,
      LineSettings there,
      LineSettings back,
      String name)
      throws IOException {
    this.server = server;
    this.target = target;
    this.source = source;
    this.there = there;
    this.back = back;
    selector = Selector.open();
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns the number of open connections. */
  int connections() {
    return connections;
  }

  /** Looks at the settings again. */
  void wakeUp() {
    selector.wakeup();
  }

  /** Closes the port and all connections. They are closed when this returns. */
  void stop() {
    stopping = true;
    wakeUp();
    try {
      thread.join(LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes all connections. They are closed when this returns. */
  void disconnect() {
    CountDownLatch done = new CountDownLatch(1);
    disconnect.set(done);
    wakeUp();
    try {
      done.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (selector;
        server) {
      while (!stopping) {
        closeAllIfWanted();
        long wait = send() - Clock.nanos();
        connections = open.size();
        if (wait > 0) {
          // Rounded up: the loop does not wake before the time.
          selector.select(this::ready, (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        } else {
          selector.selectNow(this::ready);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      closeAll();
    }
  }

  private void closeAllIfWanted() throws IOException {
    CountDownLatch wanted = disconnect.getAndSet(null);
    if (wanted != null) {
      closeAll();
      // Sockets that are registered are closed by the next selection.
      selector.selectNow(key -> {});
      wanted.countDown();
    }
  }

  private void closeAll() {
    open.forEach(Passage::close);
    open.clear();
    connections = 0;
  }

  /** Sends what is due. Returns when more is due. */
  private long send() {
    long now = Clock.nanos();
    long next = now + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
    for (Passage passage : List.copyOf(open)) {
      try {
        long due = passage.send();
        if (passage.hasEnded()) {
          close(passage);
        }
        next = due != Long.MAX_VALUE && due - next < 0 ? due : next;
      } catch (IOException e) {
        close(passage);
      }
    }
    return next;
  }

  private void close(Passage passage) {
    passage.close();
    open.remove(passage);
  }

  private void ready(SelectionKey key) {
    if (key.isValid() && key.isAcceptable()) {
      accept();
    } else if (key.isValid()) {
      Passage passage = (Passage) key.attachment();
      try {
        passage.ready(key, buffer);
      } catch (IOException e) {
        close(passage);
      }
    }
  }

  private void accept() {
    try {
      SocketChannel client = server.accept();
      if (client != null) {
        connect(client);
      }
    } catch (IOException e) {
      // The client has gone, or the target refused and connect() has closed the client.
      return;
    }
  }

  private void connect(SocketChannel client) throws IOException {
    SocketChannel onward = SocketChannel.open();
    Passage passage = new Passage(client, onward, there, back);
    try {
      onward.configureBlocking(false);
      onward.bind(new InetSocketAddress(source, 0));
      onward.connect(target);
      passage.register(selector);
    } catch (IOException e) {
      passage.close();
      throw e;
    }
    open.add(passage);
  }
}
