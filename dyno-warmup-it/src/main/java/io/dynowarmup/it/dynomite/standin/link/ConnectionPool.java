// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * The connections to one Redis or to one peer. Reopens a lost connection after a back-off. The
 * back-off starts at 1 s, doubles up to the limit, and is reset when a connection succeeds.
 */
public final class ConnectionPool<L extends OutboundLink> {
  private static final long FIRST_WAIT_SECONDS = 1;

  private final EventLoop loop;
  private final InetSocketAddress address;
  private final long longestWaitSeconds;
  private final Factory<L> factory;
  private final Consumer<String> log;
  private final List<L> links;
  private long waitSeconds;
  private boolean scheduled;

  /** Creates a link for a channel that is connecting. */
  public interface Factory<L extends OutboundLink> {
    L make(SocketChannel channel, ConnectionPool<L> pool);
  }

  public ConnectionPool(
      EventLoop loop,
      InetSocketAddress address,
      int size,
      long longestWaitSeconds,
      Factory<L> factory,
      Consumer<String> log) {
    this.loop = loop;
    this.address = address;
    this.longestWaitSeconds = longestWaitSeconds;
    this.factory = factory;
    this.log = log;
    this.links = new ArrayList<>(Collections.nCopies(size, null));
  }

  /** Opens all missing connections. */
  public void connect() {
    for (int i = 0; i < links.size(); i++) {
      if (links.get(i) == null) {
        links.set(i, openOne());
      }
    }
  }

  private L openOne() {
    log.accept("connecting to " + address);
    try {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(address);
      return factory.make(channel, this);
    } catch (IOException e) {
      throw new UncheckedIOException("Connecting to " + address, e);
    }
  }

  /** Returns the connection for a client with this descriptor, or null if it is not connected. */
  public L get(int descriptor) {
    L link = links.get(descriptor % links.size());
    return link == null || !link.isConnected() ? null : link;
  }

  /** Closes the connections whose oldest request is overdue. Returns the time to the next. */
  public long expire(long nowNanos) {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < links.size(); i++) {
      L link = links.get(i);
      long deadline = link == null ? Long.MAX_VALUE : link.deadlineNanos();
      if (deadline == Long.MAX_VALUE) {
        continue;
      }
      if (deadline - nowNanos <= 0) {
        link.close("timed out");
      } else {
        next = Math.min(next, deadline - nowNanos);
      }
    }
    return next;
  }

  void connected() {
    log.accept("connected to " + address);
    waitSeconds = 0;
  }

  void closed(OutboundLink link, String what) {
    log.accept(what);
    links.replaceAll(each -> each == link ? null : each);
    if (scheduled) {
      return;
    }
    scheduled = true;
    waitSeconds = Math.max(waitSeconds, FIRST_WAIT_SECONDS);
    log.accept("next try of " + address + " in " + waitSeconds + " s");
    loop.after(
        waitSeconds * 1_000,
        () -> {
          scheduled = false;
          connect();
        });
    waitSeconds = Math.min(2 * waitSeconds, longestWaitSeconds);
  }
}
