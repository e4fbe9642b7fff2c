// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.dynomite.standin.link;

import io.dynowarmup.it.dynomite.standin.wire.Job;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/**
 * A connection that the node opened, to its Redis or to a peer. Holds one queue of requests to send
 * and one of requests that wait for an answer.
 */
public abstract class OutboundLink extends Link {
  /** Dynomite closes a connection with more unanswered requests than this. */
  static final int MOST_UNANSWERED = 20_000;

  // The number of requests that Dynomite passes to one writev(). It checks the limit above after
  // each call.
  private static final int MOST_PER_WRITE = 128;

  private static final String END = "end of stream";

  private final Queue<Job> toSend = new ArrayDeque<>();
  private final Queue<Job> unanswered = new ArrayDeque<>();
  private final ConnectionPool<?> pool;
  private final byte[] refusal;
  private int sentOfFirst;
  private boolean connected;

  OutboundLink(EventLoop loop, SocketChannel channel, ConnectionPool<?> pool, byte[] refusal) {
    super(loop, channel);
    this.pool = pool;
    this.refusal = refusal;
    register(SelectionKey.OP_CONNECT);
  }

  final boolean isConnected() {
    return connected;
  }

  public final boolean hasNothingToSend() {
    return toSend.isEmpty();
  }

  final int toSend() {
    return toSend.size();
  }

  final int unanswered() {
    return unanswered.size();
  }

  /** Queues a request. Nothing is sent unless the socket is armed. */
  public final void add(Job job) {
    toSend.add(job);
  }

  final Job nextUnanswered() {
    return unanswered.poll();
  }

  final Job oldestUnanswered() {
    return unanswered.peek();
  }

  /** Returns when the oldest request times out, or Long.MAX_VALUE if there is none. */
  public final long deadlineNanos() {
    Job oldest = unanswered.isEmpty() ? toSend.peek() : unanswered.peek();
    return oldest == null ? Long.MAX_VALUE : oldest.deadlineNanos();
  }

  @Override
  final void connected() {
    connected = true;
    pool.connected();
  }

  @Override
  public final void ended() {
    close(END);
  }

  /** Notes the end of this link. */
  void lost(boolean endOfStream) {}

  @Override
  final void send() throws IOException {
    ByteBuffer buffer;
    do {
      if (toSend.isEmpty()) {
        disarm();
        return;
      }
      buffer = fill(loop().writeBuffer());
      taken(channel().write(buffer));
      if (unanswered.size() > MOST_UNANSWERED) {
        close("more than " + MOST_UNANSWERED + " unanswered");
        return;
      }
    } while (!buffer.hasRemaining());
  }

  private ByteBuffer fill(ByteBuffer buffer) {
    int skip = sentOfFirst;
    int jobs = 0;
    for (Iterator<Job> next = toSend.iterator();
        next.hasNext() && buffer.hasRemaining() && jobs < MOST_PER_WRITE;
        jobs++) {
      byte[] wire = next.next().wire();
      buffer.put(wire, skip, Math.min(buffer.remaining(), wire.length - skip));
      skip = 0;
    }
    return buffer.flip();
  }

  private void taken(int bytes) {
    int left = bytes;
    while (left > 0) {
      int ofFirst = toSend.peek().wire().length - sentOfFirst;
      if (left < ofFirst) {
        sentOfFirst += left;
        return;
      }
      left -= ofFirst;
      sentOfFirst = 0;
      unanswered.add(toSend.remove());
    }
  }

  @Override
  public final void closed(String why) {
    lost(END.equals(why));
    String what = this + ": " + why;
    if (connected) {
      what += ", dropped " + unanswered.size() + " outqueue & " + toSend.size() + " inqueue";
    }
    connected = false;
    pool.closed(this, what);
    unanswered.forEach(job -> job.answer(refusal));
    unanswered.clear();
    toSend.forEach(job -> job.answer(refusal));
    toSend.clear();
  }
}
