// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.dynomite.standin.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A connection that another program opened to the node. Requests arrive on it, and answers leave in
 * the order of the requests.
 */
public abstract class InboundLink extends Link implements Request.Asker {
  private final Queue<Request> open = new ArrayDeque<>();
  private byte[] rest = new byte[0];
  private int sentOfRest;
  private boolean noMoreComes;

  public InboundLink(EventLoop loop, SocketChannel channel) {
    super(loop, channel);
    register(SelectionKey.OP_READ);
  }

  /** Adds a request that needs an answer. */
  public final void owe(Request request) {
    open.add(request);
  }

  @Override
  public final void answered(Request request) {
    if (!isClosed() && open.peek() != null && open.peek().isAnswered()) {
      arm();
    }
  }

  /** Returns the bytes of the answer on this connection. */
  public abstract byte[] wire(Request answered);

  /** Closes the connection once all pending requests are answered. */
  @Override
  public final void ended() {
    noMoreComes = true;
    closeWhenDone();
  }

  private void closeWhenDone() {
    if (open.isEmpty() && sentOfRest == rest.length) {
      close("end of stream");
    }
  }

  @Override
  final void send() throws IOException {
    ByteBuffer buffer;
    do {
      buffer = fill(loop().writeBuffer());
      if (!buffer.hasRemaining()) {
        disarm();
        break;
      }
      channel().write(buffer);
      keep(buffer);
      if (open.size() > OutboundLink.MOST_UNANSWERED) {
        close("more than " + OutboundLink.MOST_UNANSWERED + " unanswered");
        return;
      }
    } while (sentOfRest == rest.length);
    if (noMoreComes) {
      closeWhenDone();
    }
  }

  /** Fills the buffer. Bytes that could not be sent the last time come first. */
  private ByteBuffer fill(ByteBuffer buffer) {
    while (true) {
      int length = Math.min(buffer.remaining(), rest.length - sentOfRest);
      buffer.put(rest, sentOfRest, length);
      sentOfRest += length;
      if (sentOfRest < rest.length || open.isEmpty() || !open.peek().isAnswered()) {
        return buffer.flip();
      }
      rest = wire(open.remove());
      sentOfRest = 0;
    }
  }

  private void keep(ByteBuffer unsent) {
    if (!unsent.hasRemaining()) {
      return;
    }
    byte[] kept = new byte[unsent.remaining() + rest.length - sentOfRest];
    int first = unsent.remaining();
    unsent.get(kept, 0, first);
    System.arraycopy(rest, sentOfRest, kept, first, rest.length - sentOfRest);
    rest = kept;
    sentOfRest = 0;
  }
}
