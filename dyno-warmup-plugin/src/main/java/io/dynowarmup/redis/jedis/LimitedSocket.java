// SPDX-License-Identifier: Apache-2.0
package io.dynowarmup.redis.jedis;

import io.dynowarmup.time.Deadline;
import io.dynowarmup.time.Ticker;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket whose reads share one limit of time and one of size. A server that sends one byte a
 * second reaches the first, although each byte arrives in time; one that never stops reaches the
 * second.
 *
 * <p>An interrupt during a read ends the read. An interrupt that was pending before does not,
 * because a node is also put back into service on an interrupted thread.
 */
final class LimitedSocket extends Socket {
  private static final int INTERRUPT_CHECK_MILLIS = 50;

  /** The most bytes of one reply: eight of the longest strings, for a list of strings. */
  private static final long MAX_REPLY_BYTES = 8L * JedisReplies.MAX_STRING_BYTES;

  private final Ticker ticker;
  private volatile Deadline deadline;
  private volatile boolean interruptible;
  private volatile long bytesLeft;

  LimitedSocket(Ticker ticker) {
    this.ticker = ticker;
    this.deadline = Deadline.after(ticker, 0);
  }

  /**
   * Sets the limits for all following reads together, until the next call.
   *
   * @param millis the limit in ms
   * @param replies the number of replies to read; each has a fixed limit of size
   */
  void limit(int millis, int replies) {
    deadline = Deadline.after(ticker, millis);
    bytesLeft = replies * MAX_REPLY_BYTES;
    interruptible = !Thread.currentThread().isInterrupted();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new LimitedInput(super.getInputStream());
  }

  private final class LimitedInput extends FilterInputStream {
    LimitedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int n = read(one, 0, 1);
      return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      for (; ; ) {
        long left = deadline.leftMillis();
        if (left == 0) {
          throw new SocketTimeoutException("the limit for the whole answer has passed");
        }
        setSoTimeout((int) Math.min(left, INTERRUPT_CHECK_MILLIS));
        try {
          int n = in.read(buffer, offset, length);
          bytesLeft -= n;
          if (bytesLeft < 0) {
            throw new ProtocolException("a reply of more than " + MAX_REPLY_BYTES + " bytes");
          }
          return n;
        } catch (SocketTimeoutException e) {
          if (interruptible && Thread.currentThread().isInterrupted()) {
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
          }
        }
      }
    }
  }
}
