// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.Reaper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A TCP proxy that simulates the network between two hosts: it delays, limits the bandwidth, stalls
 * and cuts. It is a delay line and does not pause after each read: a delay of 100 ms does not
 * reduce the throughput.
 */
public final class LagProxy implements AutoCloseable {
  private final InetSocketAddress listen;
  private final InetSocketAddress target;
  private final InetAddress source;
  private final LineSettings there = new LineSettings(this::changed);
  private final LineSettings back = new LineSettings(this::changed);
  private volatile ProxyLoop loop;

  private LagProxy(InetSocketAddress listen, InetSocketAddress target, InetAddress source) {
    this.listen = listen;
    this.target = target;
    this.source = source;
  }

  /** Returns a proxy on 127.0.0.1 and a free port. */
  public static LagProxy to(InetSocketAddress target) {
    return between(new InetSocketAddress("127.0.0.1", FreePorts.next()), target);
  }

  public static LagProxy between(InetSocketAddress listen, InetSocketAddress target) {
    return between(listen, target, null);
  }

  /**
   * Returns a proxy that listens and does not delay.
   *
   * @param source the client address that the target sees; null lets the kernel choose
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

  /** Returns the address to connect to instead of the target's. */
  public InetSocketAddress address() {
    return listen;
  }

  /** Delays each direction, in milliseconds. The round-trip time grows by twice as much. */
  public LagProxy delay(long millis) {
    return delay(millis, millis);
  }

  /**
   * Delays the direction to the target and the direction from it, in milliseconds. Also affects
   * bytes already in transit.
   */
  public LagProxy delay(long thereMillis, long backMillis) {
    there.delayMillis(thereMillis);
    back.delayMillis(backMillis);
    return this;
  }

  /**
   * Limits the bandwidth of each direction of each connection, in bytes per second. 0 removes the
   * limit.
   */
  public LagProxy bandwidth(long bytesPerSecond) {
    there.bytesPerSecond(bytesPerSecond);
    back.bytesPerSecond(bytesPerSecond);
    return this;
  }

  /** Stops the transfer of bytes. Connections stay open, and new ones are accepted. */
  public void stall() {
    there.stalled(true);
    back.stalled(true);
  }

  /** Closes all connections and refuses new ones. */
  public synchronized void cut() {
    if (loop != null) {
      loop.stop();
      loop = null;
    }
  }

  /** Closes all connections and accepts new ones. */
  public synchronized void disconnect() {
    if (loop != null) {
      loop.disconnect();
    }
  }

  /** Ends a stall or a cut. */
  public synchronized void heal() {
    there.stalled(false);
    back.stalled(false);
    if (loop == null) {
      try {
        loop = new ProxyLoop(Listening.channelOn(listen), target, source, there, back, toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      loop.start();
    }
  }

  private void changed() {
    ProxyLoop current = loop;
    if (current != null) {
      current.wakeUp();
    }
  }

  /** Returns how many bytes of the target have passed since the start. */
  public long bytesBack() {
    return back.carried();
  }

  /** Returns how many bytes to the target have passed since the start. */
  public long bytesThere() {
    return there.carried();
  }

  /** Returns the number of open connections. */
  public int connections() {
    ProxyLoop current = loop;
    return current == null ? 0 : current.connections();
  }

  @Override
  public void close() {
    Reaper.forget(this);
    cut();
  }

  @Override
  public String toString() {
    return "lag " + listen + " -> " + target;
  }
}
