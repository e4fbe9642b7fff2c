// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One TCP connection of a node. Collects received bytes into messages, and sends when its socket is
 * armed and writable.
 */
abstract class Link implements EventLoop.Ready {
  private static final int FIRST_SIZE = 4 * 1024;

  private final EventLoop loop;
  private final SocketChannel channel;
  private final int descriptor;
  private SelectionKey key;
  private byte[] received = new byte[FIRST_SIZE];
  private int filled;
  private boolean armed;
  private boolean closed;

  Link(EventLoop loop, SocketChannel channel) {
    this.loop = loop;
    this.channel = channel;
    this.descriptor = loop.takeDescriptor();
  }

  final EventLoop loop() {
    return loop;
  }

  final SocketChannel channel() {
    return channel;
  }

  /**
   * Returns the descriptor. It selects the storage and peer connections that a client's requests
   * use.
   */
  public final int descriptor() {
    return descriptor;
  }

  public final boolean isClosed() {
    return closed;
  }

  final void register(int operations) {
    try {
      channel.configureBlocking(false);
      key = channel.register(loop.selector(), operations, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Requests a call of {@link #send} as soon as the socket accepts bytes. */
  public final void arm() {
    if (!closed && !armed) {
      armed = true;
      loop.armed(this);
    }
  }

  final void disarm() {
    armed = false;
    if ((key.interestOps() & SelectionKey.OP_WRITE) != 0) {
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }
  }

  /**
   * Sends. Most sockets accept all bytes. One that does not calls {@link #send} again when it
   * accepts more.
   */
  final void sendArmed() {
    try {
      if (!closed) {
        send();
      }
      if (!closed && armed) {
        key.interestOpsOr(SelectionKey.OP_WRITE);
      }
    } catch (IOException e) {
      close(e.toString());
    }
  }

  @Override
  public final void ready(SelectionKey ready) {
    try {
      if (ready.isConnectable()) {
        channel.finishConnect();
        ready.interestOps(SelectionKey.OP_READ);
        arm();
        connected();
      }
      if (!closed && ready.isReadable()) {
        receive();
      }
      if (!closed && ready.isWritable()) {
        send();
      }
    } catch (IOException e) {
      close(e.toString());
    }
  }

  private void receive() throws IOException {
    ByteBuffer buffer;
    int read;
    do {
      buffer = loop.readBuffer();
      read = channel.read(buffer);
      if (read > 0) {
        append(buffer.flip());
        int used = consume(received, filled);
        if (closed) {
          return;
        }
        System.arraycopy(received, used, received, 0, filled - used);
        filled -= used;
      }
    } while (read == buffer.capacity());
    if (read < 0) {
      // A socket at the end of its stream stays readable forever.
      key.interestOpsAnd(~SelectionKey.OP_READ);
      ended();
    }
  }

  private void append(ByteBuffer bytes) {
    int needed = filled + bytes.remaining();
    if (needed > received.length) {
      received = Arrays.copyOf(received, Math.max(needed, received.length * 2));
    }
    int more = bytes.remaining();
    bytes.get(received, filled, more);
    filled += more;
  }

  /** Closes the connection. Idempotent. */
  public final void close(String why) {
    if (closed) {
      return;
    }
    closed = true;
    loop.giveBack(descriptor);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closed(why);
  }

  /** Called when the pending connection is established. */
  void connected() {}

  /**
   * Consumes the complete messages.
   *
   * @return how many bytes were consumed
   */
  public abstract int consume(byte[] bytes, int limit);

  /** Called when the other side sends no more. */
  public abstract void ended();

  /** Called when the socket accepts bytes. */
  abstract void send() throws IOException;

  /** Called after the socket is closed. */
  public abstract void closed(String why);
}
