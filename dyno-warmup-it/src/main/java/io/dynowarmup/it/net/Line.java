// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.it.net;

import io.dynowarmup.it.time.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of one connection. Takes bytes as they arrive, and sends each of them when it is
 * due. So a delay does not reduce the throughput.
 */
final class Line {
  // Large enough that only the line's bandwidth slows the sender down, not its delay.
  private static final long MOST_UNDER_WAY = 256L * 1024 * 1024;

  private final SocketChannel from;
  private final SocketChannel to;
  private final LineSettings settings;
  private final Deque<Chunk> underWay = new ArrayDeque<>();
  private long bytesUnderWay;
  private long freeNanos = Clock.nanos();
  private boolean leaving;
  private boolean full;
  private boolean noMoreComes;
  private boolean ended;

  private record Chunk(ByteBuffer bytes, long arrivedNanos) {}

  Line(SocketChannel from, SocketChannel to, LineSettings settings) {
    this.from = from;
    this.to = to;
    this.settings = settings;
  }

  /** Takes what has arrived. */
  void read(ByteBuffer buffer) throws IOException {
    int read = from.read(buffer.clear());
    if (read > 0) {
      ByteBuffer copy = ByteBuffer.allocate(read).put(buffer.flip()).flip();
      underWay.add(new Chunk(copy, Clock.nanos()));
      bytesUnderWay += read;
    } else if (read < 0) {
      noMoreComes = true;
      underWay.add(new Chunk(ByteBuffer.allocate(0), Clock.nanos()));
    }
  }

  /**
   * Sends what is due.
   *
   * @return when more is due; {@link Long#MAX_VALUE} if nothing is, or if the line is stalled or
   *     the receiver does not read
   */
  long send() throws IOException {
    full = false;
    for (Chunk chunk = underWay.peek(); chunk != null; chunk = underWay.peek()) {
      if (!leaving) {
        if (settings.isStalled()) {
          return Long.MAX_VALUE;
        }
        long due = settings.dueNanos(chunk.arrivedNanos(), freeNanos);
        if (due - Clock.nanos() > 0) {
          return due;
        }
        // A loop that wakes late does not reduce the bandwidth.
        freeNanos = due + settings.takesNanos(chunk.bytes().remaining());
        leaving = true;
      }
      if (chunk.bytes().hasRemaining()) {
        int sent = to.write(chunk.bytes());
        bytesUnderWay -= sent;
        settings.carried(sent);
      } else if (noMoreComes && underWay.size() == 1) {
        to.shutdownOutput();
        ended = true;
      }
      if (chunk.bytes().hasRemaining()) {
        full = true;
        return Long.MAX_VALUE;
      }
      underWay.remove();
      leaving = false;
    }
    return Long.MAX_VALUE;
  }

  boolean wantsBytes() {
    return !noMoreComes && bytesUnderWay <= MOST_UNDER_WAY;
  }

  /** Returns whether bytes are due that the receiver does not take yet. */
  boolean isFull() {
    return full;
  }

  /** Returns whether the sender has ended its stream and all of it is sent. */
  boolean hasEnded() {
    return ended;
  }
}
