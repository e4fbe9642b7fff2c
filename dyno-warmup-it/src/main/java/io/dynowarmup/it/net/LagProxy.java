// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.Reaper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy that stands for the way between two hosts: it delays, narrows, stalls and cuts. A
 * delay line, not a pause after each read: at 100 ms of delay the throughput is that of no delay.
 */
public final class LagProxy implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final InetSocketAddress listen;
  private final InetSocketAddress target;
  private final InetAddress source;
  private final LineSettings there = new LineSettings();
  private final LineSettings back = new LineSettings();
  private final Set<Passage> open = ConcurrentHashMap.newKeySet();
  private ServerSocket server;
  private Thread acceptor;

  private LagProxy(InetSocketAddress listen, InetSocketAddress target, InetAddress source) {
    this.listen = listen;
    this.target = target;
    this.source = source;
  }

  /** On 127.0.0.1 and a free port. */
  public static LagProxy to(InetSocketAddress target) {
    return between(new InetSocketAddress("127.0.0.1", FreePorts.next()), target);
  }

  public static LagProxy between(InetSocketAddress listen, InetSocketAddress target) {
    return between(listen, target, null);
  }

  /**
   * Listening and without delay.
   *
   * @param source the address that the target sees as its client's; null leaves it to the kernel
   */
  public static LagProxy between(
      InetSocketAddress listen, InetSocketAddress target, String source) {
    try {
      LagProxy proxy =
          new LagProxy(listen, target, source == null ? null : InetAddress.getByName(source));
      proxy.heal();
      return Reaper.register(proxy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where to connect to instead of the target. */
  public InetSocketAddress address() {
    return listen;
  }

  /** Milliseconds in each direction: the round trip is longer by twice as much. */
  public LagProxy delay(long millis) {
    return delay(millis, millis);
  }

  /** Milliseconds towards the target, and from it. Bytes already under way are affected too. */
  public LagProxy delay(long thereMillis, long backMillis) {
    there.delayMillis(thereMillis);
    back.delayMillis(backMillis);
    return this;
  }

  /** Bytes per second in each direction, for each connection; 0 takes the limit away. */
  public LagProxy bandwidth(long bytesPerSecond) {
    there.bytesPerSecond(bytesPerSecond);
    back.bytesPerSecond(bytesPerSecond);
    return this;
  }

  /** Everything stays connected, new connections are accepted, no byte arrives any more. */
  public void stall() {
    there.stalled(true);
    back.stalled(true);
  }

  /** Closes what is connected and refuses new connections. */
  public synchronized void cut() {
    closeQuietly(server);
    awaitEnd(acceptor);
    server = null;
    disconnect();
  }

  /** A port is not closed before nobody waits on it any more. */
  private static void awaitEnd(Thread thread) {
    try {
      if (thread != null) {
        thread.join(2 * CONNECT_TIMEOUT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes what is connected; new connections are welcome. */
  public void disconnect() {
    open.forEach(Passage::close);
  }

  /** Ends a stall or a cut. */
  public synchronized void heal() {
    there.stalled(false);
    back.stalled(false);
    if (server == null) {
      server = Listening.on(listen);
      acceptor = new Thread(acceptFrom(server), this + " accept");
      acceptor.setDaemon(true);
      acceptor.start();
    }
  }

  /** Connections that come through it now. */
  public int connections() {
    return open.size();
  }

  @Override
  public void close() {
    Reaper.forget(this);
    cut();
  }

  private Runnable acceptFrom(ServerSocket socket) {
    return () -> {
      while (!socket.isClosed()) {
        try {
          connect(socket.accept());
        } catch (IOException e) {
          // closed by cut(), or the target refused and the client has been told so
          continue;
        }
      }
    };
  }

  private void connect(Socket client) throws IOException {
    Socket onward = new Socket();
    try {
      onward.bind(new InetSocketAddress(source, 0));
      onward.connect(target, CONNECT_TIMEOUT_MILLIS);
    } catch (IOException e) {
      closeQuietly(onward);
      closeQuietly(client);
      throw e;
    }
    Passage passage = new Passage(client, onward, there, back, open::remove);
    open.add(passage);
    passage.start(toString());
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("Closing " + socket, e);
    }
  }

  @Override
  public String toString() {
    return "lag " + listen + " -> " + target;
  }
}
